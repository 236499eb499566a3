package io.reinstate.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Confirm rollback»: the application is healthy, so what was replaced is given up. The safety
 * snapshot still has it. The point of no return: a rollback that was cancelled is not confirmed,
 * and one that is cancelled from here on is confirmed to the end.
 *
 * <p>A second run gives up what the first left.
 */
@Component
class ConfirmRollback implements JavaDelegate {

  private final Acts acts;
  private final Confirmation confirmation;

  ConfirmRollback(Acts acts, Confirmation confirmation) {
    this.acts = acts;
    this.confirmation = confirmation;
  }

  @Override
  public void execute(DelegateExecution execution) {
    confirmation.complete(
        acts.application(execution), acts.plan(execution), Acts.exchangeKey(execution));
    Variables.RESTORED.set(execution, true);
  }
}
