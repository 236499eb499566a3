package io.reinstate.rollback.plan;

import io.reinstate.catalog.application.Application;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.RollbackRequest;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.store.Snapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Chooses the snapshot a rollback goes back to. A damaged one is never chosen. */
@Component
class Targets {

  private final Snapshots snapshots;

  Targets(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  /**
   * The named snapshot, or the newest intact stable one. What was passed over, and why, is added to
   * the warnings.
   */
  Optional<Snapshot> choose(
      RollbackRequest request, Application application, Set<String> tried, List<String> warnings) {
    if (request.target().isPresent()) {
      var named = snapshots.find(request.target().get());
      if (!holds(request, named)) {
        throw new RequestRefused(
            "Snapshot " + named.id() + " holds no dump of " + request.subject(),
            "target",
            "Choose one that was taken since the catalog names that database.");
      }
      var damage = damage(request, application, named);
      if (damage.isEmpty()) {
        return Optional.of(named);
      }
      if (!request.runbook().managesWithoutTarget()) {
        throw damaged(request, application, tried, damage.get());
      }
      warnings.add(damage.get());
    }
    var chosen = newestStable(request, application, tried, warnings);
    if (chosen.isEmpty() && !request.runbook().managesWithoutTarget()) {
      throw none(request);
    }
    return chosen;
  }

  /** The snapshot of that name, whatever it is worth. */
  Snapshot named(SnapshotId id) {
    return snapshots.find(id);
  }

  private RequestRefused none(RollbackRequest request) {
    var stable =
        snapshots.list(request.application()).stream()
            .filter(snapshot -> snapshot.stable().isPresent())
            .toList();
    if (!stable.isEmpty() && stable.stream().noneMatch(snapshot -> holds(request, snapshot))) {
      return new RequestRefused(
          "No stable snapshot holds a dump of " + request.subject(),
          request.application().value(),
          "Name a snapshot that holds one, or take one now and mark it stable.");
    }
    return new RequestRefused(
        "There is no usable stable snapshot",
        request.application().value(),
        "Name a snapshot, or mark one stable first.");
  }

  private Optional<Snapshot> newestStable(
      RollbackRequest request, Application application, Set<String> tried, List<String> warnings) {
    for (var snapshot : snapshots.list(request.application())) {
      if (snapshot.stable().isPresent()
          && !tried.contains(snapshot.id().toString())
          && holds(request, snapshot)) {
        var damage = damage(request, application, snapshot);
        if (damage.isEmpty()) {
          return Optional.of(snapshot);
        }
        if (!warnings.contains(damage.get())) {
          warnings.add(damage.get());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean holds(RollbackRequest request, Snapshot snapshot) {
    return snapshot
        .databases()
        .keySet()
        .containsAll(request.subject().database().stream().toList());
  }

  private RequestRefused damaged(
      RollbackRequest request, Application application, Set<String> tried, String damage) {
    var next = newestStable(request, application, tried, new ArrayList<>());
    return new RequestRefused(
        damage,
        "target",
        next.map(snapshot -> "The newest intact stable snapshot is " + snapshot.id() + ".")
            .orElse(
                "There is no intact stable snapshot; take one while the application is healthy."));
  }

  private Optional<String> damage(
      RollbackRequest request, Application application, Snapshot snapshot) {
    var problems = snapshots.verify(snapshot.id()).problems();
    if (!problems.isEmpty()) {
      return Optional.of(
          "Snapshot " + snapshot.id() + " is damaged and was passed over: " + problems.get(0));
    }
    return request.subject().isEverything()
        ? snapshots
            .releaseGone(application, snapshot.id())
            .map(gone -> "Snapshot " + snapshot.id() + " " + gone + ", and was passed over.")
        : Optional.empty();
  }
}
