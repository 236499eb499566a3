package io.reinstate.exchange;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.Layout;
import io.reinstate.exchange.Journal.State;
import io.reinstate.host.Interrupted;
import io.reinstate.snapshot.RefusalReasons;
import io.reinstate.snapshot.RestoreRefused;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.archive.Manifest;
import io.reinstate.snapshot.store.ReleaseLink;
import io.reinstate.snapshot.store.RestoreScope;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.tree.Difference;
import io.reinstate.tree.LiveTree;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/** What comes before an exchange: comparing, and staging what differs. Only reads the live tree. */
final class Preparation {

  private static final Duration REMEMBERED = Duration.ofDays(30);
  private static final long BLOCK = 4096;

  private final Snapshots snapshots;
  private final SnapshotSettings settings;
  private final Clock clock;

  Preparation(Snapshots snapshots, SnapshotSettings settings, Clock clock) {
    this.snapshots = snapshots;
    this.settings = settings;
    this.clock = clock;
  }

  SwapPlan compare(Application application, SnapshotId snapshot, Selection selection)
      throws IOException {
    return compare(application, manifest(application, snapshot), selection);
  }

  Difference stage(Application application, SnapshotId snapshot, Selection selection, String key)
      throws IOException {
    requireHome(application);
    var areas = WorkAreas.of(application);
    areas.forget(clock.instant().minus(REMEMBERED));
    try (var area = areas.of(key)) {
      var journal = area.journal();
      if (journal.filter(each -> each.state().isUnconfirmed()).isPresent()) {
        return underWay(journal.get(), area, snapshot, selection);
      }
      return stage(application, snapshot, selection, area);
    }
  }

  private static Difference underWay(
      Journal journal, WorkArea area, SnapshotId snapshot, Selection selection) throws IOException {
    if (journal.state() == State.REVERTING || !journal.isFor(snapshot, selection)) {
      throw new ExchangeFailed(
          "Another exchange of this key is under way: "
              + journal.snapshot()
              + ", "
              + journal.selection()
              + ", "
              + journal.state(),
          area.path().toString(),
          "Confirm or revert that one first.");
    }
    return area.requireChanges().difference();
  }

  private Difference stage(
      Application application, SnapshotId snapshot, Selection selection, WorkArea area)
      throws IOException {
    var manifest = manifest(application, snapshot);
    var changes = compare(application, manifest, selection);
    try (var tree = LiveTree.of(application.home(), settings.directory())) {
      OwnRights.require(tree, changes.difference());
    }
    if (!isStaged(area, snapshot, selection, changes)) {
      area.delete();
      fill(application, manifest, changes, area);
    }
    area.write(changes);
    var home = application.home().toRealPath().toString();
    area.write(
        new Journal(
            State.STAGED, application.id(), snapshot, selection.toString(), home, clock.instant()));
    return changes.difference();
  }

  private static boolean isStaged(
      WorkArea area, SnapshotId snapshot, Selection selection, SwapPlan changes)
      throws IOException {
    var journal = area.journal();
    return journal.filter(each -> each.state() == State.STAGED).isPresent()
        && journal.get().isFor(snapshot, selection)
        && area.changes().map(SwapPlan::steps).filter(changes.steps()::equals).isPresent()
        && area.requireChanges().difference().equals(changes.difference())
        && area.holdsAll(changes);
  }

  private void fill(Application application, Manifest manifest, SwapPlan changes, WorkArea area)
      throws IOException {
    var directory = snapshots.directory(manifest.about().id());
    try {
      area.create();
      requireSpace(application, changes, area);
      new Staging(directory, manifest, area).stage(changes);
    } catch (IOException | ReinstateException | Interrupted e) {
      area.delete();
      throw e;
    }
  }

  private static void requireSpace(Application application, SwapPlan changes, WorkArea area)
      throws IOException {
    var needed = changes.bytes() + BLOCK * changes.steps().size();
    var usable = Files.getFileStore(area.staging()).getUsableSpace();
    if (needed > usable) {
      throw new RestoreRefused(
          String.format(
              Locale.ROOT, "Staging needs %,d bytes, and the disk has %,d", needed, usable),
          "application " + application.id() + ", " + area.path(),
          "Nothing was changed. Free some space, then try again.");
    }
  }

  private Manifest manifest(Application application, SnapshotId snapshot) {
    if (!snapshot.application().equals(application.id())) {
      throw new RestoreRefused(
          "The snapshot is one of another application",
          snapshot + " for " + application.id(),
          "Choose a snapshot of " + application.id() + ".");
    }
    return snapshots.directory(snapshot).manifest();
  }

  private SwapPlan compare(Application application, Manifest manifest, Selection selection)
      throws IOException {
    requireHome(application);
    var scope = RestoreScope.of(application, selection, manifest);
    if (scope.restores().includes(Layout.CURRENT)) {
      var problem = new ReleaseLink(application, manifest).problem();
      if (problem.isPresent()) {
        throw RefusalReasons.releaseGone(manifest.about().id(), problem.get());
      }
    }
    try (var tree = LiveTree.of(application.home(), settings.directory())) {
      return new Comparison(tree, manifest, scope).changes();
    }
  }

  private static void requireHome(Application application) {
    if (!Files.isDirectory(application.home())) {
      throw new RestoreRefused(
          "The home directory is not there",
          application.home().toString(),
          "Mount or create it, or correct the catalog, then try again.");
    }
  }
}
