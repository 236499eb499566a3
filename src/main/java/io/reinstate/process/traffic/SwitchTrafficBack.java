package io.reinstate.process.traffic;

import io.reinstate.process.Acts;
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

  SwitchTrafficBack(Acts acts) {
    this.acts = acts;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var ofPlan = acts.changes(execution);
    ofPlan.putBack();
    ofPlan.giveUp();
  }
}
