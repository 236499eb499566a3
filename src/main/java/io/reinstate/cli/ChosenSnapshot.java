package io.reinstate.cli;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.store.Snapshots;
import java.util.Optional;
import java.util.function.Consumer;

/** Which snapshot is meant: the named one, or the newest intact stable one. Never a damaged one. */
final class ChosenSnapshot {

  private final Snapshots snapshots;

  ChosenSnapshot(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  /**
   * The named snapshot.
   *
   * @param name with or without the application in front of it
   */
  SnapshotId named(ApplicationId application, String name) {
    return SnapshotId.parse(name.contains("/") ? name : application + "/" + name);
  }

  /**
   * The snapshot to go back to.
   *
   * @param name null for the newest intact stable one
   * @param whole whether all of the application goes back, and not one module
   * @param passedOver told of every damaged one that is newer, and of each whose release is gone
   */
  Snapshot choose(Application of, String name, boolean whole, Consumer<String> passedOver) {
    var application = of.id();
    if (name != null) {
      var snapshot = snapshots.find(named(application, name));
      snapshots.verify(snapshot.id()).orFail();
      return snapshot;
    }
    for (var snapshot : snapshots.list(application)) {
      if (snapshot.stable().isPresent()) {
        var problems = snapshots.verify(snapshot.id()).problems();
        var gone =
            whole && problems.isEmpty()
                ? snapshots.releaseGone(of, snapshot.id())
                : Optional.<String>empty();
        if (problems.isEmpty() && gone.isEmpty()) {
          return snapshot;
        }
        passedOver.accept(
            snapshot.id()
                + gone.map(each -> " " + each + ", and is passed over.")
                    .orElseGet(() -> " is damaged and passed over: " + problems.get(0)));
      }
    }
    throw new NotDone(
        "There is no intact stable snapshot",
        "application " + application,
        "Name one of those that «snapshots "
            + application
            + "» lists, or run «minimal "
            + application
            + "».");
  }
}
