package io.reinstate.chaos;

import java.util.Set;

/**
 * What an act must have left behind, no more and no less.
 *
 * @param release what is live
 * @param fewestStarts how often each of the services was started, at least
 * @param mostStarts and at most
 * @param snapshots how many snapshots were taken
 * @param exchanges how many exchanges were begun, at most
 * @param services those that were started, and answer with what is live; all when it is empty. The
 *     others run as before
 */
record Expected(
    Tree release,
    int fewestStarts,
    int mostStarts,
    int snapshots,
    int exchanges,
    Set<String> services) {

  Expected(Tree release, int fewestStarts, int mostStarts, int snapshots, int exchanges) {
    this(release, fewestStarts, mostStarts, snapshots, exchanges, Set.of());
  }

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

  /** One snapshot of what works was taken, and nothing else happened. */
  static Expected snapshotTaken() {
    return new Expected(Subject.GOOD, 0, 0, 1, 0);
  }

  /** That, of some services only. */
  Expected of(String... some) {
    return new Expected(release, fewestStarts, mostStarts, snapshots, exchanges, Set.of(some));
  }

  boolean isAbout(Service service) {
    return services.isEmpty() || services.contains(service.name());
  }
}
