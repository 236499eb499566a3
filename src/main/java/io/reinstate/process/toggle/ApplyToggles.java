package io.reinstate.process.toggle;

import io.reinstate.ReinstateException;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.process.cutover.PlannedServices;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Apply toggles»: has every service read the toggles again that has to, by reload or restart, and
 * no other.
 *
 * <p>A second run restarts nothing that its first one restarted, and reloads again.
 */
@Component
class ApplyToggles implements JavaDelegate {

  private final Acts acts;
  private final PlannedServices services;

  ApplyToggles(Acts acts, PlannedServices services) {
    this.acts = acts;
    this.services = services;
  }

  @Override
  public void execute(DelegateExecution execution) {
    try {
      services.readToggles(
          acts.plan(execution), acts.application(execution), Acts.stepKey(execution));
    } catch (ReinstateException e) {
      throw RollbackError.TOGGLE_FAILED.because(e);
    }
  }
}
