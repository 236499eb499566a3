package io.reinstate.process;

import io.reinstate.ReinstateException;
import io.reinstate.snapshot.Snapshots;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Take snapshot»: keeps the application as it is now.
 *
 * <p>A second run returns the snapshot of the first.
 */
@Component
class TakeSnapshot implements JavaDelegate {

  private final Acts acts;
  private final Snapshots snapshots;

  TakeSnapshot(Acts acts, Snapshots snapshots) {
    this.acts = acts;
    this.snapshots = snapshots;
  }

  @Override
  public void execute(DelegateExecution execution) {
    acts.takeTurn(execution);
    try {
      var label = Variables.LABEL.get(execution);
      var snapshot = snapshots.take(acts.application(execution), label, Acts.stepKey(execution));
      Variables.SNAPSHOT.set(execution, snapshot.id());
      Variables.MARK_STABLE.set(execution, Variables.MARK_STABLE.find(execution).orElse(false));
    } catch (ReinstateException e) {
      throw RollbackError.SNAPSHOT_FAILED.because(e);
    }
  }
}
