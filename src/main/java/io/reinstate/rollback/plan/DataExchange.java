package io.reinstate.rollback.plan;

import io.reinstate.catalog.application.Application;
import io.reinstate.database.CheckResult;
import io.reinstate.database.CheckResult.Answer;
import io.reinstate.database.DatabaseRestores;
import io.reinstate.database.Migrations;
import io.reinstate.database.PreparedDatabase;
import io.reinstate.exchange.Exchanges;
import io.reinstate.host.Cancellation;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct.MigrateSchemaDown;
import io.reinstate.rollback.PlannedAct.RestoreDataFiles;
import io.reinstate.rollback.PlannedAct.RestoreDatabase;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.store.Snapshots;
import java.util.ArrayList;
import java.util.Collections;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Does with an application's data what a plan says: databases and customers' files go back to what
 * the target holds, or a schema to an earlier version. A plan that says nothing of data is fine
 * everywhere.
 *
 * <p>All steps of one plan have the same key. A second run of each completes the first.
 */
@Component
public class DataExchange {

  private final Snapshots snapshots;
  private final Exchanges exchanges;
  private final DatabaseRestores restores;
  private final Migrations migrations;

  DataExchange(
      Snapshots snapshots, Exchanges exchanges, DatabaseRestores restores, Migrations migrations) {
    this.snapshots = snapshots;
    this.exchanges = exchanges;
    this.restores = restores;
    this.migrations = migrations;
  }

  /**
   * Restores the dumps into new databases beside the live ones, which serve on, and stages the
   * customers' files.
   *
   * @throws RequestRefused when a restored one is not what the catalog's checks want
   * @throws io.reinstate.ReinstateException when a dump cannot be restored
   */
  public void prepare(Application application, Plan plan, String key) {
    for (var act : plan.acts(RestoreDatabase.class)) {
      var dump = snapshots.dump(plan.requiredTarget().snapshot(), act.database());
      check(act, restores.prepare(application, act.database(), dump, key));
    }
    if (restoresFiles(plan)) {
      var target = plan.requiredTarget().snapshot();
      exchanges.stage(application, target, Selection.data(), filesKey(key));
    }
  }

  private static void check(RestoreDatabase act, PreparedDatabase prepared) {
    var wrong =
        prepared.checks().stream()
            .filter(check -> check.answer() == Answer.WRONG)
            .map(CheckResult::sentence)
            .collect(Collectors.joining(" "));
    if (!wrong.isEmpty()) {
      throw new RequestRefused(
          "The restored database is not as it should be: " + wrong,
          "database " + act.database(),
          "Nothing was changed. Choose another snapshot, or correct the checks in the catalog.");
    }
  }

  /** Makes the prepared databases the live ones; the former ones are kept. */
  public void exchange(Application application, Plan plan, String key) {
    plan.acts(RestoreDatabase.class)
        .forEach(act -> restores.exchange(application, act.database(), key));
    if (restoresFiles(plan)) {
      exchanges.exchange(application, filesKey(key));
    }
  }

  /**
   * Takes the schema back. The services must be stopped.
   *
   * @param lines is given each line of the command's output
   */
  public void migrate(Application application, Plan plan, String key, Consumer<String> lines) {
    plan.acts(MigrateSchemaDown.class)
        .forEach(act -> migrations.down(application, act.to(), key, lines));
  }

  /** Puts everything back as it was before, from any point until it is confirmed. */
  public void revert(Application application, Plan plan, String key) {
    if (restoresFiles(plan)) {
      exchanges.revert(application, filesKey(key));
    }
    var acts = new ArrayList<>(plan.acts(RestoreDatabase.class));
    Collections.reverse(acts);
    acts.forEach(act -> restores.revert(application, act.database(), key));
    if (!plan.acts(MigrateSchemaDown.class).isEmpty()) {
      migrations.putBack(application, key);
    }
  }

  /** Reverts, and gives up what that leaves: what was prepared, and what was live meanwhile. */
  public void putBack(Application application, Plan plan, String key) {
    revert(application, plan, key);
    confirm(application, plan, key);
  }

  /**
   * Gives up what was replaced, and what a revert left. There is no way back from here, so that it
   * is not ended when the rollback is cancelled now.
   */
  public void confirm(Application application, Plan plan, String key) {
    Cancellation.uncancelled(() -> confirmAll(application, plan, key));
  }

  private void confirmAll(Application application, Plan plan, String key) {
    plan.acts(RestoreDatabase.class)
        .forEach(act -> restores.confirm(application, act.database(), key));
    if (filesExchanged(application, plan, key)) {
      exchanges.confirm(application, filesKey(key));
    }
    if (!plan.acts(MigrateSchemaDown.class).isEmpty()) {
      migrations.confirm(application, key);
    }
  }

  /** Whether live data was changed, or began to be, and can still be put back. Reads only. */
  public boolean isBegun(Application application, Plan plan, String key) {
    return plan.acts(RestoreDatabase.class).stream()
            .anyMatch(act -> restores.state(application, act.database(), key).isUnconfirmed())
        || filesExchanged(application, plan, key)
        || (!plan.acts(MigrateSchemaDown.class).isEmpty() && migrations.isBegun(application, key));
  }

  private boolean filesExchanged(Application application, Plan plan, String key) {
    return restoresFiles(plan) && exchanges.unconfirmed(application).contains(filesKey(key));
  }

  private static boolean restoresFiles(Plan plan) {
    return !plan.acts(RestoreDataFiles.class).isEmpty();
  }

  /**
   * Customers' files are exchanged apart from the managed ones, which the plan names one by one.
   */
  private static String filesKey(String key) {
    return key + "-data";
  }
}
