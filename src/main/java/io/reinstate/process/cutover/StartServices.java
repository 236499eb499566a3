package io.reinstate.process.cutover;

import io.reinstate.ReinstateException;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Start services»: starts what the plan stopped, dependants last, or has services take up the
 * files by their reload, and clears the caches if the plan wants that: the new files would serve
 * what the old ones left in them. Whether they work is for the verification to say.
 *
 * <p>A second run starts what does not run yet, and reloads and clears again. A failed start leaves
 * nothing running: its files are about to be put back, and no handler is drawn for half a start.
 */
@Component
class StartServices implements JavaDelegate {

  private final Acts acts;
  private final PlannedServices services;
  private final Caches caches;

  StartServices(Acts acts, PlannedServices services, Caches caches) {
    this.caches = caches;
    this.acts = acts;
    this.services = services;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    var application = acts.application(execution);
    try {
      services.start(plan, application, Acts.stepKey(execution));
      caches.clear(plan, application, Acts.planId(execution));
    } catch (ReinstateException e) {
      services.stopAgain(plan, application);
      throw RollbackError.START_FAILED.because(e);
    }
  }
}
