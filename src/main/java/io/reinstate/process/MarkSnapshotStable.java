package io.reinstate.process;

import io.reinstate.rollback.RequestRefused;
import io.reinstate.snapshot.Snapshots;
import io.reinstate.snapshot.StableMark;
import java.time.temporal.ChronoUnit;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Mark snapshot stable»: the requester vouches, with a reason, that an intact snapshot is known
 * good.
 *
 * <p>A second run changes nothing.
 */
@Component
class MarkSnapshotStable implements JavaDelegate {

  private final Acts acts;
  private final Snapshots snapshots;

  MarkSnapshotStable(Acts acts, Snapshots snapshots) {
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
    snapshots.markStable(snapshot, record.requester(), reason);
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
