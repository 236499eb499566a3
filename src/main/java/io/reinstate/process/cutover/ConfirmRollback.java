package io.reinstate.process.cutover;

import io.reinstate.process.Acts;
import io.reinstate.process.Variables;
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

  ConfirmRollback(Acts acts) {
    this.acts = acts;
  }

  @Override
  public void execute(DelegateExecution execution) {
    acts.changes(execution).confirm();
    Variables.RESTORED.set(execution, true);
  }
}
