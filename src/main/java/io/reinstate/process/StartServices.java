package io.reinstate.process;

import io.reinstate.ReinstateException;
import io.reinstate.service.Services;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Start services»: starts what the plan stopped, dependants last. Whether they work is for the
 * verification to say.
 *
 * <p>A second run starts what does not run yet.
 */
@Component
class StartServices implements JavaDelegate {

  private final Acts acts;
  private final Services services;

  StartServices(Acts acts, Services services) {
    this.acts = acts;
    this.services = services;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    try {
      services.start(acts.application(execution), plan.restarts());
    } catch (ReinstateException e) {
      throw RollbackError.START_FAILED.because(e);
    }
  }
}
