package io.reinstate.snapshot;

import io.reinstate.ReinstateException;
import java.util.List;

/** There is no snapshot of that name. */
public final class SnapshotNotFound extends ReinstateException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 10;

  public SnapshotNotFound(SnapshotId snapshot, List<Snapshot> known) {
    super("There is no such snapshot", snapshot.toString(), next(snapshot, known));
  }

  private static String next(SnapshotId snapshot, List<Snapshot> known) {
    if (known.isEmpty()) {
      return "The application " + snapshot.application() + " has no snapshots yet: take one.";
    }
    var names = known.stream().limit(SHOWN).map(each -> each.id().toString()).toList();
    var more = known.size() > SHOWN ? " and " + (known.size() - SHOWN) + " older ones" : "";
    return "Known: " + String.join(", ", names) + more + ".";
  }
}
