package io.reinstate.process.snapshot;

import io.reinstate.ReinstateException;
import io.reinstate.health.HealthChecks;
import io.reinstate.health.HealthScope;
import io.reinstate.health.Verdict;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.process.Variables;
import io.reinstate.snapshot.store.Snapshots;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Take snapshot»: keeps the application as it is now. What is not healthy is kept too, and not
 * marked stable: the next emergency would go back to it.
 *
 * <p>A second run returns the snapshot of the first.
 */
@Component
class TakeSnapshot implements JavaDelegate {

  private final Acts acts;
  private final Snapshots snapshots;
  private final HealthChecks checks;

  TakeSnapshot(Acts acts, Snapshots snapshots, HealthChecks checks) {
    this.checks = checks;
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
      markUnlessUnhealthy(execution);
    } catch (ReinstateException e) {
      throw RollbackError.SNAPSHOT_FAILED.because(e);
    }
  }

  private void markUnlessUnhealthy(DelegateExecution execution) {
    var wanted = Variables.MARK_STABLE.find(execution).orElse(false);
    var unhealthy =
        Optional.of(acts.application(execution))
            .filter(application -> wanted)
            .map(application -> checks.check(application, HealthScope.application()))
            .filter(health -> health.verdict() == Verdict.UNHEALTHY);
    Variables.MARK_STABLE.set(execution, wanted && unhealthy.isEmpty());
    Variables.FAILURE.set(
        execution,
        unhealthy.map(health -> "It is not marked stable. " + health.sentence()).orElse(null));
  }
}
