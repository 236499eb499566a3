package io.reinstate.process.cutover;

import io.reinstate.ReinstateException;
import io.reinstate.database.product.DatabaseUnavailable;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.process.Variables;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct.InstallDependencies;
import io.reinstate.rollback.PlannedAct.MigrateSchemaDown;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.tree.Difference;
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
  private final Replacement replacement;

  StageTarget(Acts acts, Replacement replacement) {
    this.acts = acts;
    this.replacement = replacement;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    var application = acts.application(execution);
    var key = Acts.exchangeKey(execution);
    Variables.EXCHANGES_DATA.set(execution, plan.changesData());
    try {
      var staged = replacement.stageFiles(plan, application, key);
      if (plan.runbook().needsApproval() && !staged.digest().equals(plan.changes().digest())) {
        replacement.giveUp(plan, application, key);
        throw RollbackError.PLAN_OUTDATED.because(outdated(plan, staged));
      }
      replacement.stageTheRest(plan, application, key);
    } catch (DatabaseUnavailable e) {
      throw e;
    } catch (ReinstateException e) {
      throw RollbackError.SNAPSHOT_UNUSABLE.because(e);
    }
    Variables.INSTALLS.set(execution, !plan.acts(InstallDependencies.class).isEmpty());
    Variables.MIGRATES.set(execution, !plan.acts(MigrateSchemaDown.class).isEmpty());
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
