package io.reinstate.process.snapshot;

import io.reinstate.catalog.application.Application;
import io.reinstate.exchange.Exchanges;
import io.reinstate.health.HealthChecks;
import io.reinstate.health.HealthScope;
import io.reinstate.health.Verdict;
import io.reinstate.process.Acts;
import io.reinstate.process.Variables;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.snapshot.RestoreRefused;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.StableMark;
import io.reinstate.snapshot.store.Snapshots;
import java.time.temporal.ChronoUnit;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Mark snapshot stable»: the requester vouches, with a reason, that an intact snapshot is known
 * good. Refused of one that is live and unhealthy: the next emergency would go back to it.
 *
 * <p>A second run changes nothing.
 */
@Component
class MarkSnapshotStable implements JavaDelegate {

  private final Acts acts;
  private final Snapshots snapshots;
  private final Exchanges exchanges;
  private final HealthChecks checks;

  MarkSnapshotStable(Acts acts, Snapshots snapshots, Exchanges exchanges, HealthChecks checks) {
    this.exchanges = exchanges;
    this.checks = checks;
    this.acts = acts;
    this.snapshots = snapshots;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var snapshot = Variables.SNAPSHOT.get(execution);
    var record = acts.record(execution);
    if (!snapshot.application().value().equals(record.application())) {
      throw new RequestRefused(
          "Snapshot " + snapshot + " is not one of " + record.application(),
          "snapshot",
          "Choose one of its own.");
    }
    var reason = Variables.REASON.get(execution);
    snapshots
        .find(snapshot)
        .stable()
        .ifPresent(mark -> requireOwn(mark, record.requester(), reason));
    snapshots.verify(snapshot).orFail();
    requireHealthyWhereLive(acts.application(execution), snapshot);
    snapshots.markStable(snapshot, record.requester(), reason);
  }

  /** What is live can be asked; what is not, whoever marks it has to know. */
  private void requireHealthyWhereLive(Application application, SnapshotId snapshot) {
    if (isLive(application, snapshot)) {
      var health = checks.check(application, HealthScope.application());
      if (health.verdict() == Verdict.UNHEALTHY) {
        throw new RequestRefused(
            "What this snapshot holds is live, and does not work. " + health.sentence(),
            "snapshot " + snapshot,
            "Mark it when the application is healthy, or choose another one.");
      }
    }
  }

  private boolean isLive(Application application, SnapshotId snapshot) {
    try {
      var everything = new FileSet.Everything().selection(application);
      return exchanges.compare(application, snapshot, everything).isEmpty();
    } catch (RestoreRefused e) {
      return false;
    }
  }

  /** The first mark stays, so somebody whose mark would be dropped is told, and not thanked. */
  private static void requireOwn(StableMark mark, String by, String reason) {
    if (!mark.by().equals(by) || !mark.reason().equals(reason)) {
      throw new RequestRefused(
          "This snapshot was marked stable before, by " + mark.by() + ": " + mark.reason(),
          "marked at " + mark.at().truncatedTo(ChronoUnit.SECONDS),
          "It counts as stable; nothing more is needed.");
    }
  }
}
