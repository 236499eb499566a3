package io.reinstate.process.cutover;

import io.reinstate.process.Acts;
import io.reinstate.rollback.plan.DataExchange;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Put previous data back»: makes the former databases the live ones again, or brings the one whose
 * schema was taken back to how it was before. The services are stopped.
 *
 * <p>A second run finishes the first. It has no drawn failure: what cannot be put back is retried,
 * then an incident.
 */
@Component
class PutPreviousDataBack implements JavaDelegate {

  private final Acts acts;
  private final DataExchange data;

  PutPreviousDataBack(Acts acts, DataExchange data) {
    this.acts = acts;
    this.data = data;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    var application = acts.application(execution);
    data.putBack(application, plan, Acts.exchangeKey(execution));
  }
}
