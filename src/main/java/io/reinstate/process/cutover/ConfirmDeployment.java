package io.reinstate.process.cutover;

import io.reinstate.process.Acts;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Confirm deployment»: the release is live and healthy, so what it replaced is given up. The
 * safety snapshot still has it. The point of no return: a deployment that was cancelled is not
 * confirmed, and one that is cancelled from here on is confirmed to the end.
 *
 * <p>A second run gives up what the first left.
 */
@Component
class ConfirmDeployment implements JavaDelegate {

  private final Acts acts;

  ConfirmDeployment(Acts acts) {
    this.acts = acts;
  }

  @Override
  public void execute(DelegateExecution execution) {
    acts.changes(execution).confirm();
  }
}
