package io.reinstate.process.cutover;

import io.reinstate.ReinstateException;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.service.Services;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Stop services»: stops the minimal server if it stands in, and what the plan restarts, dependants
 * first. What a plan reloads goes on serving.
 *
 * <p>A second run finds them stopped.
 */
@Component
class StopServices implements JavaDelegate {

  private final Acts acts;
  private final Services services;

  StopServices(Acts acts, Services services) {
    this.acts = acts;
    this.services = services;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    var application = acts.application(execution);
    try {
      services.stopMinimal(application);
      services.stop(application, plan.restarts());
    } catch (ReinstateException e) {
      throw RollbackError.STOP_FAILED.because(e);
    }
  }
}
