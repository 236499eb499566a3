package io.reinstate.rollback.plan;

import io.reinstate.catalog.application.Application;
import io.reinstate.change.Change;
import io.reinstate.change.ChangeJournal;
import io.reinstate.change.Changes;
import io.reinstate.change.Kind;
import io.reinstate.database.DatabaseChanges;
import io.reinstate.exchange.FileChanges;
import io.reinstate.release.HeadChanges;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlanOutdated;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.PlannedAct.MigrateSchemaDown;
import io.reinstate.rollback.PlannedAct.MoveHead;
import io.reinstate.rollback.PlannedAct.RestoreDataFiles;
import io.reinstate.rollback.PlannedAct.RestoreDatabase;
import io.reinstate.rollback.PlannedAct.SetToggle;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.toggle.ToggleChanges;
import io.reinstate.traffic.TrafficChanges;
import io.reinstate.tree.Difference;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** The changes that a plan makes, in the one order in which they are exchanged. */
@Component
public class PlannedChanges {

  private final ChangeJournal journal;
  private final Snapshots snapshots;
  private final FileChanges files;
  private final MissingArtifacts artifacts;
  private final DatabaseChanges databases;
  private final HeadChanges heads;
  private final ToggleChanges toggles;
  private final TrafficChanges traffic;

  public PlannedChanges(
      ChangeJournal journal,
      Snapshots snapshots,
      FileChanges files,
      MissingArtifacts artifacts,
      DatabaseChanges databases,
      HeadChanges heads,
      ToggleChanges toggles,
      TrafficChanges traffic) {
    this.journal = journal;
    this.snapshots = snapshots;
    this.files = files;
    this.artifacts = artifacts;
    this.databases = databases;
    this.heads = heads;
    this.toggles = toggles;
    this.traffic = traffic;
  }

  /**
   * The changes of a plan.
   *
   * @param key of the act: the id of the plan
   */
  public Changes of(Plan plan, Application application, String key) {
    var changes = new ArrayList<Change>();
    changes.addAll(data(plan, application, key));
    changes.addAll(files(plan, application, key));
    for (var act : plan.acts(SetToggle.class)) {
      changes.add(toggles.planned(application, key, act.toggle(), act.to()));
    }
    for (var act : plan.acts(PlannedAct.SwitchTraffic.class)) {
      // Where it is unclear which colour serves, there is none to go back to.
      act.from().ifPresent(from -> changes.add(traffic.planned(application, from, act.to())));
    }
    return journal.open(application, key, changes);
  }

  /** A schema goes back by a command of the version that is left, so before the files. */
  private List<Change> data(Plan plan, Application application, String key) {
    var changes = new ArrayList<Change>();
    for (var act : plan.acts(RestoreDatabase.class)) {
      changes.add(
          databases.restore(
              application,
              key,
              act.database(),
              () -> snapshots.dump(plan.requiredTarget().snapshot(), act.database())));
    }
    if (!plan.acts(RestoreDataFiles.class).isEmpty()) {
      changes.add(
          files.planned(
              application,
              Kind.DATA_FILES,
              key,
              () -> plan.requiredTarget().snapshot(),
              Selection.data(),
              difference -> {}));
    }
    for (var act : plan.acts(MigrateSchemaDown.class)) {
      changes.add(databases.schema(application, key, act.to()));
    }
    return changes;
  }

  private List<Change> files(Plan plan, Application application, String key) {
    var changes = new ArrayList<Change>();
    if (plan.isAboutFiles() && plan.files().database().isEmpty()) {
      changes.add(
          files.planned(
              application,
              Kind.FILES,
              key,
              () -> plan.requiredTarget().snapshot(),
              plan.selection(application),
              staged -> requireApproved(plan, staged)));
    }
    artifacts.change(application, plan, key).ifPresent(changes::add);
    for (var act : plan.acts(MoveHead.class)) {
      changes.add(heads.planned(application, key, act.commit()));
    }
    return changes;
  }

  /** An emergency takes what it finds: nobody approved its list of files. */
  private static void requireApproved(Plan plan, Difference staged) {
    if (plan.runbook().needsApproval() && !staged.digest().equals(plan.changes().digest())) {
      throw new PlanOutdated(plan, staged);
    }
  }
}
