package io.reinstate.process.traffic;

import io.reinstate.process.Acts;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.traffic.Traffic;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Switch traffic back»: leads new requests to the colour that served before.
 *
 * <p>A second run finds it switched.
 */
@Component
class SwitchTrafficBack implements JavaDelegate {

  private final Acts acts;
  private final Traffic traffic;

  SwitchTrafficBack(Acts acts, Traffic traffic) {
    this.acts = acts;
    this.traffic = traffic;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var application = acts.application(execution);
    var planned = acts.plan(execution).acts(PlannedAct.SwitchTraffic.class).get(0);
    planned.from().ifPresent(before -> traffic.switchTo(application, before));
    traffic.forget(application, Acts.exchangeKey(execution));
  }
}
