package io.reinstate.process.cutover;

import io.reinstate.ReinstateException;
import io.reinstate.database.product.DatabaseUnavailable;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.process.Variables;
import io.reinstate.rollback.PlanOutdated;
import io.reinstate.rollback.PlannedAct.InstallDependencies;
import io.reinstate.rollback.PlannedAct.MigrateSchemaDown;
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

  StageTarget(Acts acts) {
    this.acts = acts;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    Variables.EXCHANGES_DATA.set(execution, plan.changesData());
    var changes = acts.changes(execution);
    try {
      changes.stage();
    } catch (DatabaseUnavailable e) {
      throw e;
    } catch (ReinstateException e) {
      changes.giveUp();
      throw (e instanceof PlanOutdated
              ? RollbackError.PLAN_OUTDATED
              : RollbackError.SNAPSHOT_UNUSABLE)
          .because(e);
    }
    Variables.INSTALLS.set(execution, !plan.acts(InstallDependencies.class).isEmpty());
    Variables.MIGRATES.set(execution, !plan.acts(MigrateSchemaDown.class).isEmpty());
  }
}
