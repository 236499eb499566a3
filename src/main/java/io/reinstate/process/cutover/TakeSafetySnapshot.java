package io.reinstate.process.cutover;

import io.reinstate.ReinstateException;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.process.Variables;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.store.Snapshots;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Take safety snapshot»: keeps the state before the rollback while the old version still serves:
 * the files, and the databases only if the plan does something to them.
 *
 * <p>A second run for the same plan returns the snapshot of the first. A plan that is made again
 * has one of its own.
 */
@Component
class TakeSafetySnapshot implements JavaDelegate {

  private final Acts acts;
  private final Snapshots snapshots;

  TakeSafetySnapshot(Acts acts, Snapshots snapshots) {
    this.acts = acts;
    this.snapshots = snapshots;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    var application = acts.application(execution);
    var key = Acts.stepKey(execution) + "-" + Acts.planId(execution);
    try {
      var snapshot =
          plan.changesData()
              ? snapshots.take(application, SnapshotLabel.PRE_ROLLBACK, key)
              : snapshots.takeFiles(application, SnapshotLabel.PRE_ROLLBACK, key);
      Variables.SAFETY_SNAPSHOT.set(execution, snapshot.id());
    } catch (ReinstateException e) {
      throw RollbackError.SNAPSHOT_FAILED.because(e);
    }
  }
}
