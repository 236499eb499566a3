package io.reinstate.process;

import io.reinstate.ReinstateException;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.snapshot.Difference;
import io.reinstate.snapshot.Exchanges;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Stage files»: takes what differs out of the snapshot, beside the live tree, and checks every
 * byte of it. An approved plan that no longer tells what would change goes back to be approved
 * again.
 *
 * <p>A second run completes the first.
 */
@Component
class StageFiles implements JavaDelegate {

  private final Acts acts;
  private final Exchanges exchanges;

  StageFiles(Acts acts, Exchanges exchanges) {
    this.acts = acts;
    this.exchanges = exchanges;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    try {
      var staged =
          exchanges.stage(
              acts.application(execution),
              plan.requiredTarget().snapshot(),
              plan.files().selection(acts.application(execution)),
              Acts.exchangeKey(execution));
      if (plan.runbook().needsApproval() && !staged.digest().equals(plan.changes().digest())) {
        exchanges.revert(acts.application(execution), Acts.exchangeKey(execution));
        throw RollbackError.PLAN_OUTDATED.because(outdated(plan, staged));
      }
    } catch (ReinstateException e) {
      throw RollbackError.SNAPSHOT_UNUSABLE.because(e);
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
