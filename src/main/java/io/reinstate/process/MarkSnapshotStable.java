package io.reinstate.process;

import io.reinstate.rollback.RequestRefused;
import io.reinstate.snapshot.Snapshots;
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
    snapshots.verify(snapshot).orFail();
    snapshots.markStable(snapshot, record.requester(), Variables.REASON.get(execution));
  }
}
