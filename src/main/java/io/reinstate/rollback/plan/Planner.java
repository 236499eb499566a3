package io.reinstate.rollback.plan;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.exchange.Exchanges;
import io.reinstate.exchange.OwnRights;
import io.reinstate.rollback.DataSince;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.PlannedAct.ReloadServices;
import io.reinstate.rollback.PlannedAct.ReplaceMinimalServer;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.Restarts;
import io.reinstate.rollback.RollbackRequest;
import io.reinstate.rollback.ServiceOperation;
import io.reinstate.rollback.Subject;
import io.reinstate.rollback.Target;
import io.reinstate.rollback.WayBack;
import io.reinstate.rollback.record.Rollbacks;
import io.reinstate.service.ServiceStatus;
import io.reinstate.service.Services;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.tree.Difference;
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

  private final Snapshots snapshots;
  private final Targets targets;
  private final Exchanges exchanges;
  private final WantedReleases wantedReleases;
  private final WrittenData writtenData;
  private final PlannedActs plannedActs;
  private final MissingArtifacts artifacts;
  private final OwnRights rights;
  private final Services services;
  private final SwitchesInFiles switches;
  private final Rollbacks rollbacks;
  private final Clock clock;

  Planner(
      Snapshots snapshots,
      Targets targets,
      Exchanges exchanges,
      WantedReleases wantedReleases,
      WrittenData writtenData,
      PlannedActs plannedActs,
      MissingArtifacts artifacts,
      OwnRights rights,
      Services services,
      SwitchesInFiles switches,
      Rollbacks rollbacks,
      Clock clock) {
    this.snapshots = snapshots;
    this.targets = targets;
    this.exchanges = exchanges;
    this.wantedReleases = wantedReleases;
    this.writtenData = writtenData;
    this.plannedActs = plannedActs;
    this.artifacts = artifacts;
    this.rights = rights;
    this.services = services;
    this.switches = switches;
    this.rollbacks = rollbacks;
    this.clock = clock;
  }

  /**
   * The plan of a request. An emergency takes the newest intact stable snapshot when the one it was
   * given is damaged; every other runbook refuses a damaged one and offers the next. Of a component
   * it is the plan of its first option, unless the request says which.
   *
   * @param application what the request is about, as the act goes by it
   * @param tried names of snapshots that were tried in vain, left out
   * @throws RequestRefused when the request cannot be met
   */
  public Plan plan(Application application, RollbackRequest asked, Set<String> tried) {
    var request =
        asked.subject() instanceof Subject.OneComponent one
            ? asked.about(Components.options(one.id(), application).get(0))
            : asked;
    if (request.subject() instanceof FileSet files) {
      files.requireKnown(application);
      return ofFiles(wantedReleases.pinned(application, request), files, application, tried);
    }
    return ofActs(request, application);
  }

  private Plan ofFiles(
      RollbackRequest request, FileSet files, Application application, Set<String> tried) {
    var warnings = new ArrayList<String>();
    exchanges.foreign(application).ifPresent(warnings::add);
    var snapshot = targets.choose(request, application, tried, warnings);
    var build =
        snapshot.flatMap(chosen -> artifacts.of(request.runbook(), application, chosen, warnings));
    var built = build.map(PlannedAct.BuildArtifacts::missing).orElse(List.of());
    var selection = Plan.selection(files, application, built);
    var target = snapshot.map(Target::of);
    var changes =
        target
            .map(chosen -> exchanges.compare(application, chosen.snapshot(), selection))
            .orElse(NO_CHANGES);
    warnings.addAll(rights.missing(application, changes));
    var notes = new ArrayList<String>();
    var besides = plannedActs.besidesFiles(request, application, snapshot, changes, notes);
    var acts = Stream.<PlannedAct>concat(build.stream(), besides.stream()).toList();
    if (files instanceof WayBack.Removal) {
      warnings.add("Files are only taken away, whatever the snapshot has of them.");
    } else {
      warn(application, target, changes.isEmpty() && acts.isEmpty(), warnings);
    }
    target.ifPresent(
        chosen -> warnings.addAll(switches.changed(application, chosen.snapshot(), changes)));
    warnings.addAll(notes);
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
    if (services.minimalStandsIn(application)) {
      standIn(request.subject(), application, warnings);
    }
    if (request.subject() instanceof Subject.Operated operated) {
      warnings.addAll(missing(operated, application));
    }
    var recorded = recorded(request);
    var acts = plannedActs.of(request.subject(), application, recorded.map(Snapshot::id), warnings);
    var target = recorded.map(Target::of);
    unmarked(target, warnings);
    return plan(request, application, target, NO_CHANGES, acts, DataSince.NOTHING, warnings);
  }

  /** The snapshot whose values toggles go back to; empty where they are switched off. */
  private Optional<Snapshot> recorded(RollbackRequest request) {
    return request.subject() instanceof Subject.Switches
        ? request.target().map(snapshots::find)
        : Optional.empty();
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
    var starting = starting(request, application, acts);
    var restarts = restarts(starting, application, request.subject());
    warnings.addAll(TakenPorts.warnings(services, application, restarts));
    return new Plan(
        request.runbook(),
        application.id(),
        request.subject(),
        target,
        changes,
        Stream.concat(acts.stream(), starting.stream()).toList(),
        restarts,
        data,
        rollbacks.usual(request.runbook(), application.id()),
        List.copyOf(warnings),
        clock.instant());
  }

  /** How the services come to what changes, where that is not simply by a restart. */
  private Optional<PlannedAct> starting(
      RollbackRequest request, Application application, List<PlannedAct> acts) {
    if (request.subject() instanceof FileSet && services.minimalStandsIn(application)) {
      var everything = Restarts.of(application, new FileSet.Everything());
      return Optional.of(new ReplaceMinimalServer(everything));
    }
    var reloads = Reloads.of(request.runbook(), application, request.subject(), acts);
    return reloads.isEmpty() ? Optional.empty() : Optional.of(new ReloadServices(reloads));
  }

  private static List<ServiceId> restarts(
      Optional<PlannedAct> starting, Application application, Subject subject) {
    if (starting.isEmpty()) {
      return Restarts.of(application, subject);
    }
    return starting.get() instanceof ReplaceMinimalServer all ? all.services() : List.of();
  }

  /** A toggle or other traffic helps nobody while no service runs; people know what they do. */
  private static void standIn(Subject subject, Application application, List<String> warnings) {
    if (subject instanceof Subject.Operated operated) {
      requireWhole(operated, application);
      warnings.add("The minimal server stands in for the application: it is stopped.");
      return;
    }
    if (!(subject instanceof Subject.ByHand)) {
      throw new RequestRefused(
          "The minimal server stands in for "
              + application.title()
              + ", so no service would tell"
              + " whether this helps",
          subject.toString(),
          "Roll files back, which starts all services again, or start them by hand first.");
    }
    warnings.add(
        "The minimal server stands in for the application. Stop it before services are started.");
  }

  /** A part would run beside the minimal server, which may answer at the same port. */
  private static void requireWhole(Subject.Operated operated, Application application) {
    if (operated.service().isPresent()) {
      throw new RequestRefused(
          "The minimal server stands in for " + application.title(),
          "service",
          "Leave the service out: all of them start or stop together, and the minimal server stops.");
    }
  }

  /** A restart leaves alone what the service requires, whether it runs or not. */
  private List<String> missing(Subject.Operated operated, Application application) {
    var restarts = Restarts.of(application, operated);
    return operated.operation() != ServiceOperation.RESTART
        ? List.of()
        : Restarts.required(application, restarts).stream()
            .filter(required -> !restarts.contains(required))
            .filter(
                required ->
                    services.status(application, required).state() == ServiceStatus.State.STOPPED)
            .map(
                required ->
                    required + ", which it requires, does not run, and stays so: start it, too.")
            .toList();
  }

  private static void warn(
      Application application, Optional<Target> target, boolean startsOnly, List<String> warnings) {
    if (target.isEmpty()) {
      warnings.add(
          application.minimal().isPresent()
              ? "There is no usable stable snapshot: the minimal server would be started and a person called."
              : "There is no usable stable snapshot and no minimal server: a person would be called.");
    } else if (startsOnly) {
      warnings.add(
          "The files are already as in the snapshot: only services would be restarted or reloaded.");
    }
    unmarked(target, warnings);
  }

  private static void unmarked(Optional<Target> target, List<String> warnings) {
    target
        .filter(chosen -> chosen.stable().isEmpty())
        .filter(chosen -> !chosen.snapshot().label().equals(SnapshotLabel.RELEASE))
        .ifPresent(chosen -> warnings.add("Nobody marked this snapshot stable."));
  }
}
