package io.reinstate.snapshot;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.DatabaseId;
import java.util.Collection;

/** A snapshot holds no dump of that database. Trying again does not help. */
public final class DumpNotInSnapshot extends ReinstateException {

  private static final long serialVersionUID = 1L;

  public DumpNotInSnapshot(SnapshotId snapshot, DatabaseId database, Collection<DatabaseId> known) {
    super(
        "The snapshot holds no dump of the database «" + database + "»",
        "snapshot " + snapshot,
        known.isEmpty()
            ? "It holds none at all. Choose a snapshot that does."
            : "Choose another snapshot, or one of its databases: " + known + ".");
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
