package io.reinstate.process;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.Application;
import io.reinstate.database.DatabaseUnavailable;
import io.reinstate.rollback.DataExchange;
import io.reinstate.rollback.MissingArtifacts;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct.InstallDependencies;
import io.reinstate.rollback.PlannedAct.MigrateSchemaDown;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.snapshot.Difference;
import io.reinstate.snapshot.Exchanges;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Stage target»: takes the files that differ out of the snapshot, beside the live tree, and checks
 * every byte of them; stages what was built beside, and restores databases beside the live ones. An
 * approved plan that no longer tells what would change goes back to be approved again.
 *
 * <p>A second run completes the first. A database that is away is asked again later: nothing is
 * changed yet.
 */
@Component
class StageTarget implements JavaDelegate {

  private final Acts acts;
  private final Exchanges exchanges;
  private final DataExchange data;
  private final MissingArtifacts artifacts;

  StageTarget(Acts acts, Exchanges exchanges, DataExchange data, MissingArtifacts artifacts) {
    this.artifacts = artifacts;
    this.acts = acts;
    this.exchanges = exchanges;
    this.data = data;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    var application = acts.application(execution);
    var key = Acts.exchangeKey(execution);
    try {
      var staged =
          exchanges.stage(
              application, plan.requiredTarget().snapshot(), plan.selection(application), key);
      if (plan.runbook().needsApproval() && !staged.digest().equals(plan.changes().digest())) {
        exchanges.revert(application, key);
        throw RollbackError.PLAN_OUTDATED.because(outdated(plan, staged));
      }
      stageTheRest(application, plan, key);
    } catch (DatabaseUnavailable e) {
      throw e;
    } catch (ReinstateException e) {
      throw RollbackError.SNAPSHOT_UNUSABLE.because(e);
    }
    Variables.EXCHANGES_DATA.set(execution, plan.changesData());
    Variables.INSTALLS.set(execution, !plan.acts(InstallDependencies.class).isEmpty());
    Variables.MIGRATES.set(execution, !plan.acts(MigrateSchemaDown.class).isEmpty());
  }

  private void stageTheRest(Application application, Plan plan, String key) {
    try {
      artifacts.stage(application, plan, key);
      data.prepare(application, plan, key);
    } catch (DatabaseUnavailable e) {
      throw e;
    } catch (ReinstateException e) {
      exchanges.revert(application, key);
      artifacts.revert(application, plan, key);
      data.putBack(application, plan, key);
      throw e;
    }
  }

  private static RequestRefused outdated(Plan plan, Difference staged) {
    return new RequestRefused(
        "The live files changed since the plan was made: it named "
            + plan.changes().files()
            + " files, now "
            + staged.files()
            + " differ",
        plan.application().value(),
        "Nothing was changed; the new plan needs a new approval.");
  }
}
