package io.reinstate.rollback.plan;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.rollback.DataSince;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlanDraft;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.PlannedAct.ReloadServices;
import io.reinstate.rollback.PlannedAct.ReplaceMinimalServer;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.Restarts;
import io.reinstate.rollback.RollbackRequest;
import io.reinstate.rollback.ServiceOperation;
import io.reinstate.rollback.Subject;
import io.reinstate.rollback.Target;
import io.reinstate.service.ServiceStatus;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.tree.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A plan in the making, by what the {@link Planner} knows. It is made once, by one thread. */
final class OpenPlan implements PlanDraft {

  private static final Difference NO_CHANGES = new Difference(List.of(), List.of(), List.of(), "");

  private final Planner by;
  private final Application application;
  private final Set<String> tried;
  private final List<PlannedAct> acts = new ArrayList<>();
  private final List<String> introduced = new ArrayList<>();

  /** What stands before what is said about the acts besides files. */
  private final List<String> warnings = new ArrayList<>();

  private final List<String> notes = new ArrayList<>();
  private RollbackRequest request;
  private Optional<Snapshot> target = Optional.empty();
  private Difference changes = NO_CHANGES;
  private boolean ofFiles;

  OpenPlan(Planner by, Application application, RollbackRequest request, Set<String> tried) {
    this.by = by;
    this.application = application;
    this.request = request;
    this.tried = tried;
  }

  @Override
  public Application application() {
    return application;
  }

  @Override
  public Subject subject() {
    return request.subject();
  }

  @Override
  public void introduce(String sentence) {
    introduced.add(sentence);
  }

  @Override
  public void restoreFiles() {
    chooseTarget();
    compare(List.of());
  }

  @Override
  public void restoreFilesAndBuilds() {
    chooseTarget();
    var build = target.flatMap(chosen -> by.artifacts.of(application, chosen, warnings));
    build.ifPresent(acts::add);
    compare(build.map(PlannedAct.BuildArtifacts::missing).orElse(List.of()));
  }

  private void chooseTarget() {
    ofFiles = true;
    files().requireKnown(application);
    request = by.wantedReleases.pinned(application, request);
    by.exchanges.foreign(application).ifPresent(warnings::add);
    target = by.targets.choose(request, application, tried, warnings);
  }

  private void compare(List<String> built) {
    var selection = Plan.selection(files(), application, built);
    changes =
        target
            .map(chosen -> by.exchanges.compare(application, chosen.id(), selection))
            .orElse(NO_CHANGES);
    warnings.addAll(by.rights.missing(application, changes));
    target.ifPresent(
        chosen ->
            by.plannedActs.repository(
                request.runbook(), application, chosen, changes, acts, notes));
  }

  private FileSet files() {
    return (FileSet) request.subject();
  }

  @Override
  public void installDependencies() {
    if (target.isPresent()) {
      var phases = request.runbook().installs(application, request.subject(), changes);
      by.plannedActs.install(application, phases).ifPresent(acts::add);
    }
  }

  @Override
  public void showConfiguration() {
    target.ifPresent(chosen -> acts.addAll(by.configuration.of(application, chosen.id(), changes)));
  }

  @Override
  public void restoreDatabases(Set<DatabaseId> databases) {
    target.ifPresent(chosen -> acts.addAll(by.data.restore(application, chosen, databases, notes)));
  }

  @Override
  public void restoreCustomersFiles() {
    target.flatMap(chosen -> by.data.files(application, chosen)).ifPresent(acts::add);
  }

  @Override
  public void migrateSchemaDown() {
    target
        .flatMap(chosen -> by.data.migrateDown(application, chosen, request.schemaVersion(), notes))
        .ifPresent(acts::add);
  }

  @Override
  public void leaveSchema() {
    by.data.leaveSchema(application, notes);
  }

  @Override
  public void compareSchemas() {
    target.ifPresent(chosen -> by.data.compareSchemas(application, chosen, notes));
  }

  @Override
  public void compareMachine() {
    target.ifPresent(chosen -> by.plannedActs.machine(application, chosen, notes));
  }

  @Override
  public void switchTraffic(ColourId colour) {
    requireServices();
    acts.add(by.plannedActs.traffic(application, colour, warnings));
  }

  @Override
  public void switchOff(List<ToggleId> toggles) {
    requireServices();
    acts.addAll(by.plannedActs.off(application, toggles, warnings));
  }

  @Override
  public void setBack(List<ToggleId> toggles) {
    if (request.target().isEmpty()) {
      switchOff(toggles);
      return;
    }
    requireServices();
    target = request.target().map(by.targets::named);
    acts.addAll(by.plannedActs.back(application, toggles, target.orElseThrow().id(), warnings));
    unmarked();
  }

  @Override
  public void carryOutSteps() {
    if (by.services.minimalStandsIn(application)) {
      warnings.add(
          "The minimal server stands in for the application. Stop it before services are started.");
    }
    acts.addAll(PlannedActs.byHand(application));
  }

  @Override
  public void operateServices(Subject.Operated operated) {
    if (by.services.minimalStandsIn(application)) {
      requireWhole(operated);
      warnings.add("The minimal server stands in for the application: it is stopped.");
    }
    var services = Restarts.of(application, operated);
    warnings.addAll(missing(operated, services));
    acts.add(new PlannedAct.OperateServices(operated.operation(), services));
  }

  /** A toggle or other traffic helps nobody while no service runs. */
  private void requireServices() {
    if (by.services.minimalStandsIn(application)) {
      throw new RequestRefused(
          "The minimal server stands in for "
              + application.title()
              + ", so no service would tell"
              + " whether this helps",
          request.subject().toString(),
          "Roll files back, which starts all services again, or start them by hand first.");
    }
  }

  /** A part would run beside the minimal server, which may answer at the same port. */
  private void requireWhole(Subject.Operated operated) {
    if (operated.service().isPresent()) {
      throw new RequestRefused(
          "The minimal server stands in for " + application.title(),
          "service",
          "Leave the service out: all of them start or stop together, and the minimal server stops.");
    }
  }

  /** A restart leaves alone what the service requires, whether it runs or not. */
  private List<String> missing(Subject.Operated operated, List<ServiceId> restarts) {
    return operated.operation() != ServiceOperation.RESTART
        ? List.of()
        : Restarts.required(application, restarts).stream()
            .filter(required -> !restarts.contains(required))
            .filter(
                required ->
                    by.services.status(application, required).state()
                        == ServiceStatus.State.STOPPED)
            .map(
                required ->
                    required + ", which it requires, does not run, and stays so: start it, too.")
            .toList();
  }

  /** The plan, when the runbook has said all. */
  Plan finished() {
    if (ofFiles) {
      sumUp();
    }
    warnings.addAll(0, introduced);
    var starting = starting();
    var restarts = restarts(starting);
    warnings.addAll(TakenPorts.warnings(by.services, application, restarts));
    return new Plan(
        request.runbook(),
        application.id(),
        request.subject(),
        target.map(Target::of),
        changes,
        Stream.concat(acts.stream(), starting.stream()).toList(),
        restarts,
        written(),
        by.rollbacks.usual(request.runbook(), application.id()),
        List.copyOf(warnings),
        by.clock.instant());
  }

  private void sumUp() {
    if (!request.subject().goesToTarget()) {
      warnings.add("Files are only taken away, whatever the snapshot has of them.");
    } else {
      warnOfTarget();
    }
    target.ifPresent(
        chosen -> warnings.addAll(by.switches.changed(application, chosen.id(), changes)));
    warnings.addAll(notes);
  }

  private void warnOfTarget() {
    if (target.isEmpty()) {
      warnings.add(
          application.minimal().isPresent()
              ? "There is no usable stable snapshot: the minimal server would be started and a person called."
              : "There is no usable stable snapshot and no minimal server: a person would be called.");
    } else if (changes.isEmpty() && acts.isEmpty()) {
      warnings.add(
          "The files are already as in the snapshot: only services would be restarted or reloaded.");
    }
    unmarked();
  }

  private void unmarked() {
    target
        .filter(chosen -> chosen.stable().isEmpty())
        .filter(chosen -> !chosen.id().label().equals(SnapshotLabel.RELEASE))
        .ifPresent(chosen -> warnings.add("Nobody marked this snapshot stable."));
  }

  private DataSince written() {
    return target
        .filter(chosen -> ofFiles)
        .map(chosen -> by.writtenData.since(application, chosen.created()))
        .orElse(DataSince.NOTHING);
  }

  /** How the services come to what changes, where that is not simply by a restart. */
  private Optional<PlannedAct> starting() {
    if (ofFiles && by.services.minimalStandsIn(application)) {
      return Optional.of(
          new ReplaceMinimalServer(Restarts.of(application, new FileSet.Everything())));
    }
    var reloads = Reloads.of(request.runbook(), application, request.subject(), acts);
    return reloads.isEmpty() ? Optional.empty() : Optional.of(new ReloadServices(reloads));
  }

  private List<ServiceId> restarts(Optional<PlannedAct> starting) {
    if (starting.isEmpty()) {
      return Restarts.of(application, request.subject());
    }
    return starting.get() instanceof ReplaceMinimalServer all ? all.services() : List.of();
  }
}
