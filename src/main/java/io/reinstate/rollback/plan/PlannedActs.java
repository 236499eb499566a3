package io.reinstate.rollback.plan;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.release.HomeCommands;
import io.reinstate.release.Release;
import io.reinstate.release.Releases;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.PlannedAct.ClearCaches;
import io.reinstate.rollback.PlannedAct.InstallDependencies;
import io.reinstate.rollback.PlannedAct.ManualStep;
import io.reinstate.rollback.PlannedAct.MoveHead;
import io.reinstate.rollback.PlannedAct.OperateServices;
import io.reinstate.rollback.PlannedAct.SetToggle;
import io.reinstate.rollback.PlannedAct.SwitchTraffic;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.Restarts;
import io.reinstate.rollback.RollbackRequest;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Subject;
import io.reinstate.rollback.WayBack;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.store.MachineChanges;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.toggle.Toggles;
import io.reinstate.traffic.Traffic;
import io.reinstate.tree.Difference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Works out what would be done besides exchanging files. It reads, and touches nothing. */
@Component
class PlannedActs {

  private final Traffic traffic;
  private final Toggles toggles;
  private final Snapshots snapshots;
  private final Releases releases;
  private final DataActs data;
  private final ConfigurationChanges configuration;
  private final MachineChanges machine;
  private final HomeCommands commands;
  private final MovedLinks links;

  PlannedActs(
      Traffic traffic,
      Toggles toggles,
      Snapshots snapshots,
      Releases releases,
      DataActs data,
      ConfigurationChanges configuration,
      MachineChanges machine,
      HomeCommands commands,
      MovedLinks links) {
    this.links = links;
    this.commands = commands;
    this.machine = machine;
    this.releases = releases;
    this.traffic = traffic;
    this.toggles = toggles;
    this.snapshots = snapshots;
    this.data = data;
    this.configuration = configuration;
  }

  /** What a plan of files would do besides, in the order in which it is done. */
  List<PlannedAct> besidesFiles(
      RollbackRequest request,
      Application application,
      Optional<Snapshot> target,
      Difference changes,
      List<String> warnings) {
    var acts = new ArrayList<PlannedAct>();
    if (application.keepsReleases()) {
      target.ifPresent(
          chosen -> acts.addAll(links.of(application, chosen.id(), changes, warnings)));
      if (request.runbook().goesToRelease()) {
        caches(application, acts);
      }
    } else if (target.isPresent() && request.runbook().goesToRelease()) {
      release(request.runbook(), application, target.get(), changes, acts, warnings);
    } else if (target.filter(PlannedActs::isRelease).isPresent()) {
      warnings.add(
          "Only these files go back. The head of the repository stays, so git shows them as changed.");
    }
    var install = Installs.of(request.runbook(), request.subject(), application, changes);
    if (target.isPresent() && !install.isEmpty()) {
      acts.add(InstallDependencies.of(install).tookLast(commands.lastTook(application, install)));
    }
    if (request.subject() instanceof FileSet.Configuration) {
      target.ifPresent(chosen -> acts.addAll(configuration.of(application, chosen.id(), changes)));
    }
    target.ifPresent(chosen -> acts.addAll(data.of(request, application, chosen, warnings)));
    if (target.isPresent() && request.runbook() == Runbook.FULL_RESTORE) {
      machine(application, target.get(), warnings);
    }
    return acts;
  }

  private void machine(Application application, Snapshot target, List<String> warnings) {
    var changes = machine.since(application, target.id());
    if (!changes.isEmpty()) {
      warnings.add(
          "The machine is not as it was when the snapshot was taken, and a restore does not change that: "
              + String.join(", ", changes)
              + ".");
    }
  }

  private static boolean isRelease(Snapshot snapshot) {
    return snapshot.id().label().equals(SnapshotLabel.RELEASE);
  }

  private void release(
      Runbook runbook,
      Application application,
      Snapshot target,
      Difference changes,
      List<PlannedAct> acts,
      List<String> warnings) {
    warnings.addAll(target.warnings());
    var commit = target.revision().orElseThrow().commit();
    var change = releases.change(application, commit);
    if (runbook.isRollback() && change.to().knownGood().isEmpty()) {
      warnings.add("Nobody says that release " + change.to().describe() + " is known good.");
    }
    if (change.to().live()) {
      warnings.add("Release " + change.to().describe() + " is live already.");
    }
    change
        .locks()
        .forEach(
            lock ->
                warnings.add(
                    "A git command is at work in the home directory, or was killed: "
                        + lock
                        + " is there. Remove it when nobody works there; until then the rollback puts everything back."));
    var replaced = new HashSet<>(changes.changed());
    replaced.addAll(changes.removed());
    acts.add(
        new MoveHead(
            change.from().map(PlannedActs::named),
            named(change.to()),
            commit,
            change.undone(),
            change.added(),
            change.localChanges().stream().filter(replaced::contains).toList(),
            change.localChanges().stream().filter(path -> !replaced.contains(path)).toList()));
    caches(application, acts);
  }

  private static void caches(Application application, List<PlannedAct> acts) {
    application
        .releases()
        .filter(spec -> !spec.caches().isEmpty())
        .ifPresent(spec -> acts.add(ClearCaches.of(spec.caches())));
  }

  static String named(Release release) {
    return release.describe() + " «" + release.subject() + "»";
  }

  /**
   * What a plan that is not about files would do.
   *
   * @param recorded the snapshot whose values toggles go back to; empty to switch them off
   */
  List<PlannedAct> of(
      Subject subject,
      Application application,
      Optional<SnapshotId> recorded,
      List<String> warnings) {
    if (subject instanceof Subject.OneColour colour) {
      return List.of(traffic(application, colour.id(), warnings));
    }
    if (subject instanceof Subject.Switches switches) {
      return recorded
          .map(snapshot -> back(application, switches.ids(), snapshot, warnings))
          .orElseGet(() -> off(application, switches.ids(), warnings));
    }
    if (subject instanceof WayBack.ByToggle one) {
      return off(application, List.of(one.toggle(application)), warnings);
    }
    if (subject instanceof Subject.ByHand) {
      return byHand(application);
    }
    if (subject instanceof Subject.Operated operated) {
      return List.of(new OperateServices(operated.operation(), Restarts.of(application, operated)));
    }
    throw new IllegalArgumentException("Nothing but files is planned for " + subject);
  }

  private static List<PlannedAct> byHand(Application application) {
    var steps = application.checklists().manual();
    if (steps.isEmpty()) {
      throw new RequestRefused(
          application.title() + " has no steps for a manual rollback",
          "checklists.manual of " + application.id(),
          "Write them in its catalog, or choose another runbook.");
    }
    return steps.stream()
        .<PlannedAct>map(step -> new ManualStep(step.title(), step.instructions(), step.service()))
        .toList();
  }

  private PlannedAct traffic(Application application, ColourId colour, List<String> warnings) {
    var now = traffic.describe(application);
    var status = now.colours().get(colour);
    if (status == null) {
      application.traffic().orElseThrow().colour(colour);
    }
    if (status.active()) {
      warnings.add(colour + " serves already: nothing would be switched.");
    }
    if (!status.running()) {
      warnings.add(colour + " does not run: it would be started first.");
    }
    if (now.active().isEmpty()) {
      warnings.add(now.reason());
    }
    return new SwitchTraffic(now.active(), colour, status.health().sentence());
  }

  private List<PlannedAct> off(Application application, List<ToggleId> ids, List<String> warnings) {
    return ids.stream()
        .map(id -> set(application, id, application.toggle(id).off(), warnings))
        .toList();
  }

  private List<PlannedAct> back(
      Application application, List<ToggleId> ids, SnapshotId snapshot, List<String> warnings) {
    var recorded = snapshots.toggles(snapshot);
    return ids.stream()
        .map(
            id ->
                set(
                    application,
                    id,
                    Optional.ofNullable(recorded.get(id))
                        .orElseThrow(() -> unrecorded(application, id, snapshot)),
                    warnings))
        .toList();
  }

  private PlannedAct set(
      Application application, ToggleId id, String value, List<String> warnings) {
    var spec = application.toggle(id);
    var state = toggles.state(application, id);
    if (state.value().filter(value::equals).isPresent()) {
      warnings.add(
          value.equals(spec.off())
              ? spec.title() + " is off already."
              : spec.title() + " stands at «" + value + "» already.");
    }
    return new SetToggle(id, spec.title(), state.value(), value);
  }

  private static RequestRefused unrecorded(
      Application application, ToggleId id, SnapshotId snapshot) {
    return new RequestRefused(
        "Snapshot " + snapshot + " has no value of toggle " + application.toggle(id).title(),
        "target",
        "Choose one that has, or leave it out to switch the toggle off.");
  }
}
