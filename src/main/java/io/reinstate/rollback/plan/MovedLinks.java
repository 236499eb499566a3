package io.reinstate.rollback.plan;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.Layout;
import io.reinstate.git.KeptReleases;
import io.reinstate.git.KeptReleases.Kept;
import io.reinstate.git.RepositoryUnreadable;
import io.reinstate.git.Revision;
import io.reinstate.release.Releases;
import io.reinstate.rollback.PlannedAct.MoveLink;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.tree.Difference;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Says in a plan to which release the link of an application moves that keeps several. */
@Component
class MovedLinks {

  private final Snapshots snapshots;
  private final Releases releases;

  MovedLinks(Snapshots snapshots, Releases releases) {
    this.snapshots = snapshots;
    this.releases = releases;
  }

  /** Nothing where the link stays. */
  List<MoveLink> of(
      Application application, SnapshotId target, Difference changes, List<String> warnings) {
    if (!changes.touches(List.of(Layout.CURRENT))) {
      return List.of();
    }
    var kept = look(application);
    var to = snapshots.release(application, target).flatMap(kept::named);
    return to.map(release -> move(application, kept.live(), release, warnings)).stream().toList();
  }

  private MoveLink move(
      Application application, Optional<Kept> live, Kept to, List<String> warnings) {
    var now = live.map(Kept::path);
    var plain =
        new MoveLink(
            now, to.path(), live.flatMap(MovedLinks::named), named(to), Optional.empty(), 0);
    if (application.releases().isEmpty() || to.commit().isEmpty()) {
      return plain;
    }
    try {
      var change = releases.change(application, to.commit().get());
      if (change.to().knownGood().isEmpty()) {
        warnings.add("Nobody says that release " + change.to().describe() + " is known good.");
      }
      return new MoveLink(
          now,
          to.path(),
          change.from().map(PlannedActs::named),
          Optional.of(PlannedActs.named(change.to())),
          Optional.of(change.undone()),
          change.added());
    } catch (ReinstateException e) {
      // The link can be moved all the same.
      warnings.add("Git does not tell what lies between the releases. " + e.getMessage());
      return plain;
    }
  }

  private static Optional<String> named(Kept release) {
    return release.commit().map(commit -> new Revision(commit, List.of()).describe());
  }

  private static KeptReleases look(Application application) {
    try {
      return KeptReleases.of(application);
    } catch (IOException e) {
      throw new RepositoryUnreadable(application.home(), e);
    }
  }
}
