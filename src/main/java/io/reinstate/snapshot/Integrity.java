package io.reinstate.snapshot;

import java.util.List;

/**
 * What looking at a snapshot's files found.
 *
 * @param snapshot which one
 * @param deep whether every file in it was unpacked and hashed too
 * @param frames number of frames its manifest names
 * @param length bytes of its archive on disk
 * @param problems everything that is wrong, for people; empty when it is intact
 */
public record Integrity(
    SnapshotId snapshot, boolean deep, int frames, long length, List<String> problems) {

  public Integrity {
    problems = List.copyOf(problems);
  }

  /** Whether nothing is wrong. */
  public boolean intact() {
    return problems.isEmpty();
  }

  /**
   * Goes on only with an intact snapshot.
   *
   * @throws SnapshotCorrupt with the first problem
   */
  public Integrity orFail() {
    if (!intact()) {
      var more = problems.size() > 1 ? ", and " + (problems.size() - 1) + " more problems" : "";
      throw new SnapshotCorrupt(snapshot, problems.get(0) + more);
    }
    return this;
  }
}
