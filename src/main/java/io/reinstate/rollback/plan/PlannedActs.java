package io.reinstate.rollback.plan;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.PhaseSpec;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.release.HomeCommands;
import io.reinstate.release.Release;
import io.reinstate.release.Releases;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.PlannedAct.ClearCaches;
import io.reinstate.rollback.PlannedAct.InstallDependencies;
import io.reinstate.rollback.PlannedAct.ManualStep;
import io.reinstate.rollback.PlannedAct.MoveHead;
import io.reinstate.rollback.PlannedAct.SetToggle;
import io.reinstate.rollback.PlannedAct.SwitchTraffic;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.Runbook;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.store.MachineChanges;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.toggle.Toggles;
import io.reinstate.traffic.Traffic;
import io.reinstate.tree.Difference;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Works out what would be done besides files and data. It reads, and touches nothing. */
@Component
class PlannedActs {

  private final Traffic traffic;
  private final Toggles toggles;
  private final Snapshots snapshots;
  private final Releases releases;
  private final MachineChanges machine;
  private final HomeCommands commands;
  private final MovedLinks links;

  PlannedActs(
      Traffic traffic,
      Toggles toggles,
      Snapshots snapshots,
      Releases releases,
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
  }

  /** What becomes of the repository, or of the links to releases that are kept side by side. */
  void repository(
      Runbook runbook,
      Application application,
      Snapshot target,
      Difference changes,
      List<PlannedAct> acts,
      List<String> warnings) {
    if (application.keepsReleases()) {
      acts.addAll(links.of(application, target.id(), changes, warnings));
      if (runbook.goesToRelease()) {
        caches(application, acts);
      }
    } else if (runbook.goesToRelease()) {
      release(runbook, application, target, changes, acts, warnings);
    } else if (isRelease(target)) {
      warnings.add(
          "Only these files go back. The head of the repository stays, so git shows them as changed.");
    }
  }

  /** The commands that install the dependencies of these phases, each once. */
  Optional<PlannedAct> install(Application application, List<PhaseSpec> phases) {
    var commands = PlannedAct.InstallDependencies.commands(phases);
    return commands.isEmpty()
        ? Optional.empty()
        : Optional.of(
            InstallDependencies.of(commands)
                .tookLast(this.commands.lastTook(application, commands)));
  }

  void machine(Application application, Snapshot target, List<String> warnings) {
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

  static List<PlannedAct> byHand(Application application) {
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

  PlannedAct traffic(Application application, ColourId colour, List<String> warnings) {
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

  List<PlannedAct> off(Application application, List<ToggleId> ids, List<String> warnings) {
    return ids.stream()
        .map(id -> set(application, id, application.toggle(id).off(), warnings))
        .toList();
  }

  List<PlannedAct> back(
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
