package io.reinstate.process.toggle;

import io.reinstate.process.Acts;
import io.reinstate.process.Variables;
import io.reinstate.toggle.Toggles;
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
  private final Toggles toggles;

  KeepToggles(Acts acts, Toggles toggles) {
    this.acts = acts;
    this.toggles = toggles;
  }

  @Override
  public void execute(DelegateExecution execution) {
    acts.plan(execution);
    toggles.confirm(acts.application(execution), Acts.exchangeKey(execution));
    Variables.RESTORED.set(execution, true);
  }
}
