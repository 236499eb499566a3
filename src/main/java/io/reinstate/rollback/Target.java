package io.reinstate.rollback;

import io.reinstate.git.Revision;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotLabel;
import java.time.Instant;
import java.util.Optional;

/**
 * What a rollback goes back to.
 *
 * @param snapshot its name
 * @param created when it was taken, UTC
 * @param size bytes of its files
 * @param revision the release it was taken of
 * @param stable who vouched for it and why; empty when nobody did
 */
public record Target(
    SnapshotId snapshot,
    Instant created,
    long size,
    Optional<String> revision,
    Optional<String> stable) {

  /** Whether it was built for a rollback. */
  boolean isRelease() {
    return snapshot.label().equals(SnapshotLabel.RELEASE);
  }

  public static Target of(Snapshot snapshot) {
    return new Target(
        snapshot.id(),
        snapshot.created(),
        snapshot.size(),
        snapshot.revision().map(Revision::describe),
        snapshot.stable().map(mark -> mark.by() + ": " + mark.reason()));
  }
}
