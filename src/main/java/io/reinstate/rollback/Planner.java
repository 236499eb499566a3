package io.reinstate.rollback;

import io.reinstate.catalog.Application;
import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.ServiceId;
import io.reinstate.rollback.PlannedAct.ReloadServices;
import io.reinstate.snapshot.Difference;
import io.reinstate.snapshot.Exchanges;
import io.reinstate.snapshot.SnapshotLabel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Makes plans. It reads, and touches nothing. */
@Component
public class Planner {

  private static final Difference NO_CHANGES = new Difference(List.of(), List.of(), List.of(), "");

  private final Catalog catalog;
  private final Targets targets;
  private final Exchanges exchanges;
  private final WantedReleases wantedReleases;
  private final WrittenData writtenData;
  private final PlannedActs plannedActs;
  private final MissingArtifacts artifacts;
  private final Rollbacks rollbacks;
  private final Clock clock;

  Planner(
      Catalog catalog,
      Targets targets,
      Exchanges exchanges,
      WantedReleases wantedReleases,
      WrittenData writtenData,
      PlannedActs plannedActs,
      MissingArtifacts artifacts,
      Rollbacks rollbacks,
      Clock clock) {
    this.catalog = catalog;
    this.targets = targets;
    this.exchanges = exchanges;
    this.wantedReleases = wantedReleases;
    this.writtenData = writtenData;
    this.plannedActs = plannedActs;
    this.artifacts = artifacts;
    this.rollbacks = rollbacks;
    this.clock = clock;
  }

  /**
   * The plan of a request. An emergency takes the newest intact stable snapshot when the one it was
   * given is damaged; every other runbook refuses a damaged one and offers the next. Of a component
   * it is the plan of its first option, unless the request says which.
   *
   * @param tried names of snapshots that were tried in vain, left out
   * @throws RequestRefused when the request cannot be met
   */
  public Plan plan(RollbackRequest asked, Set<String> tried) {
    var application = catalog.application(asked.application());
    var request =
        asked.subject() instanceof Subject.OneComponent one
            ? asked.about(Components.options(one.id(), application).get(0))
            : asked;
    return request.subject() instanceof FileSet files
        ? ofFiles(wantedReleases.pinned(request), files, application, tried)
        : ofActs(request, application);
  }

  private Plan ofFiles(
      RollbackRequest request, FileSet files, Application application, Set<String> tried) {
    var warnings = new ArrayList<String>();
    var snapshot = targets.choose(request, tried, warnings);
    var build =
        snapshot.flatMap(chosen -> artifacts.of(request.runbook(), application, chosen, warnings));
    var built = build.map(PlannedAct.BuildArtifacts::missing).orElse(List.of());
    var selection = Plan.selection(files, application, built);
    var target = snapshot.map(Target::of);
    var changes =
        target
            .map(chosen -> exchanges.compare(application, chosen.snapshot(), selection))
            .orElse(NO_CHANGES);
    if (files instanceof WayBack.Removal) {
      warnings.add("Files are only taken away, whatever the snapshot has of them.");
    } else {
      warn(application, target, changes, warnings);
    }
    var besides = plannedActs.besidesFiles(request, application, snapshot, changes, warnings);
    var acts = Stream.<PlannedAct>concat(build.stream(), besides.stream()).toList();
    return plan(
        request,
        application,
        target,
        changes,
        acts,
        target
            .map(chosen -> writtenData.since(application, chosen.created()))
            .orElse(DataSince.NOTHING),
        warnings);
  }

  private Plan ofActs(RollbackRequest request, Application application) {
    var warnings = new ArrayList<String>();
    var acts = plannedActs.of(request.subject(), application, warnings);
    return plan(
        request, application, Optional.empty(), NO_CHANGES, acts, DataSince.NOTHING, warnings);
  }

  private Plan plan(
      RollbackRequest request,
      Application application,
      Optional<Target> target,
      Difference changes,
      List<PlannedAct> acts,
      DataSince data,
      List<String> warnings) {
    if (request.subject() instanceof WayBack way) {
      warnings.add(0, Components.describe(way, application));
    }
    var reloads = Reloads.of(request.runbook(), application, request.subject(), acts);
    return new Plan(
        request.runbook(),
        application.id(),
        request.subject(),
        target,
        changes,
        with(acts, reloads),
        reloads.isEmpty() ? Restarts.of(application, request.subject()) : List.of(),
        data,
        rollbacks.usual(request.runbook(), application.id()),
        List.copyOf(warnings),
        clock.instant());
  }

  private static List<PlannedAct> with(List<PlannedAct> acts, List<ServiceId> reloads) {
    var reloading =
        reloads.isEmpty()
            ? Stream.<PlannedAct>empty()
            : Stream.<PlannedAct>of(new ReloadServices(reloads));
    return Stream.concat(acts.stream(), reloading).toList();
  }

  private static void warn(
      Application application, Optional<Target> target, Difference changes, List<String> warnings) {
    if (target.isEmpty()) {
      warnings.add(
          application.minimal().isPresent()
              ? "There is no usable stable snapshot: the minimal server would be started and a person called."
              : "There is no usable stable snapshot and no minimal server: a person would be called.");
    } else if (changes.isEmpty()) {
      warnings.add(
          "The files are already as in the snapshot: only services would be restarted or reloaded.");
    }
    target
        .filter(chosen -> chosen.stable().isEmpty())
        .filter(chosen -> !chosen.snapshot().label().equals(SnapshotLabel.RELEASE))
        .ifPresent(chosen -> warnings.add("Nobody marked this snapshot stable."));
  }
}
