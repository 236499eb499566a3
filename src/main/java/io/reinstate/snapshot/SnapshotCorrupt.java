package io.reinstate.snapshot;

import io.reinstate.ReinstateException;

/** A snapshot is not what was once written: nothing may be restored from it. */
public final class SnapshotCorrupt extends ReinstateException {

  private static final long serialVersionUID = 1L;

  public SnapshotCorrupt(SnapshotId snapshot, String what) {
    this(snapshot, what, null);
  }

  public SnapshotCorrupt(SnapshotId snapshot, String what, Throwable cause) {
    super(
        what,
        "snapshot " + snapshot,
        "Use another snapshot, and find out what happened to the storage of this one.",
        cause);
  }
}
