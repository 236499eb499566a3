package io.reinstate.process.toggle;

import io.reinstate.process.Acts;
import io.reinstate.process.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Keep toggles»: what was there before is given up. The point of no return: what was cancelled is
 * not confirmed.
 *
 * <p>A second run finds nothing left to give up.
 */
@Component
class KeepToggles implements JavaDelegate {

  private final Acts acts;

  KeepToggles(Acts acts) {
    this.acts = acts;
  }

  @Override
  public void execute(DelegateExecution execution) {
    acts.changes(execution).confirm();
    Variables.RESTORED.set(execution, true);
  }
}
