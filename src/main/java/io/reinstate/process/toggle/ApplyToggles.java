package io.reinstate.process.toggle;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ToggleSpec;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.service.Services;
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
  private final Services services;

  ApplyToggles(Acts acts, Services services) {
    this.acts = acts;
    this.services = services;
  }

  @Override
  public void execute(DelegateExecution execution) {
    try {
      apply(services, acts.application(execution), acts.plan(execution), Acts.stepKey(execution));
    } catch (ReinstateException e) {
      throw RollbackError.TOGGLE_FAILED.because(e);
    }
  }

  static void apply(Services services, Application application, Plan plan, String step) {
    services.restart(application, plan.restarts(), step);
    plan.acts(PlannedAct.SetToggle.class).stream()
        .map(planned -> application.toggle(planned.toggle()))
        .filter(toggle -> toggle.apply() == ToggleSpec.Apply.RELOAD)
        .flatMap(toggle -> toggle.service().stream())
        .distinct()
        .filter(service -> !plan.restarts().contains(service))
        .forEach(service -> services.reload(application, service));
  }
}
