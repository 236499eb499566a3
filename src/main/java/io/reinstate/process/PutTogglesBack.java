package io.reinstate.process;

import io.reinstate.rollback.PlannedAct;
import io.reinstate.service.Services;
import io.reinstate.toggle.Toggles;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Put toggles back»: makes every toggle what it was, and has the services read it.
 *
 * <p>A second run finds them put back, restarts nothing that its first one restarted, and reloads
 * again.
 */
@Component
class PutTogglesBack implements JavaDelegate {

  private final Acts acts;
  private final Toggles toggles;
  private final Services services;

  PutTogglesBack(Acts acts, Toggles toggles, Services services) {
    this.acts = acts;
    this.toggles = toggles;
    this.services = services;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var application = acts.application(execution);
    var plan = acts.plan(execution);
    for (var planned : plan.acts(PlannedAct.SetToggle.class)) {
      toggles.putBack(application, planned.toggle(), Acts.exchangeKey(execution));
    }
    ApplyToggles.apply(services, application, plan, Acts.stepKey(execution));
  }
}
