package io.reinstate.process.traffic;

import io.reinstate.ReinstateException;
import io.reinstate.change.Kind;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.traffic.Traffic;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Switch traffic»: leads all new requests to the planned colour. Requests that run are finished by
 * the colour they began at.
 *
 * <p>A second run finds it switched.
 */
@Component
class SwitchTraffic implements JavaDelegate {

  private final Acts acts;
  private final Traffic traffic;

  SwitchTraffic(Acts acts, Traffic traffic) {
    this.traffic = traffic;
    this.acts = acts;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var planned = acts.plan(execution).acts(PlannedAct.SwitchTraffic.class).get(0);
    try {
      if (planned.from().isPresent()) {
        acts.changes(execution).exchange(Kind.TRAFFIC);
      } else {
        // It is not known which colour it could be switched back to.
        traffic.switchTo(acts.application(execution), planned.to());
      }
    } catch (ReinstateException e) {
      throw RollbackError.SWITCH_FAILED.because(e);
    }
  }
}
