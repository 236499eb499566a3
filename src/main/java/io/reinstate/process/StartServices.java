package io.reinstate.process;

import io.reinstate.ReinstateException;
import io.reinstate.rollback.Plan;
import io.reinstate.service.Services;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * «Start services»: starts what the plan stopped, dependants last. Whether they work is for the
 * verification to say.
 *
 * <p>A second run starts what does not run yet.
 */
@Component
class StartServices implements JavaDelegate {

  private static final Logger LOG = LoggerFactory.getLogger(StartServices.class);

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
      stopAgain(plan, execution);
      throw RollbackError.START_FAILED.because(e);
    }
  }

  /**
   * A failed start leaves nothing running: its files are about to be put back, and no handler is
   * drawn for half a start.
   */
  private void stopAgain(Plan plan, DelegateExecution execution) {
    try {
      services.stop(acts.application(execution), plan.restarts());
    } catch (ReinstateException e) {
      LOG.warn("After a failed start, a service could not be stopped again. {}", e.getMessage());
    }
  }
}
