package io.reinstate.chaos;

/**
 * What an act must have left behind, no more and no less.
 *
 * @param release what is live, and what the service says it was started with
 * @param fewestStarts how often the service was started, at least
 * @param mostStarts and at most
 * @param snapshots how many snapshots were taken
 * @param exchanges how many exchanges were begun, at most
 */
record Expected(Tree release, int fewestStarts, int mostStarts, int snapshots, int exchanges) {

  /** Nothing was touched. */
  static final Expected NOTHING = nothing(Subject.BROKEN);

  /** Nothing was touched, that release is live. */
  static Expected nothing(Tree release) {
    return new Expected(release, 0, 0, 0, 0);
  }

  /** A rollback to that release came to its end: one safety snapshot, one exchange, one start. */
  static Expected rolledBackTo(Tree release) {
    return new Expected(release, 1, 1, 1, 1);
  }

  /** One snapshot was taken, and nothing else happened. */
  static Expected snapshotTaken() {
    return new Expected(Subject.BROKEN, 0, 0, 1, 0);
  }
}
