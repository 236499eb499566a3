package io.reinstate.process;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.Application;
import io.reinstate.host.Interrupted;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.Restarts;
import io.reinstate.service.Services;
import io.reinstate.snapshot.Exchanges;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * «Start services»: starts what the plan stopped, dependants last, or has services take up the
 * files by their reload, and clears the caches if the plan wants that. Whether they work is for the
 * verification to say.
 *
 * <p>A second run starts what does not run yet, and reloads again.
 */
@Component
class StartServices implements JavaDelegate {

  private static final Logger LOG = LoggerFactory.getLogger(StartServices.class);

  private final Acts acts;
  private final Services services;
  private final Exchanges exchanges;
  private final LiveRelease liveRelease;

  StartServices(Acts acts, Services services, Exchanges exchanges, LiveRelease liveRelease) {
    this.exchanges = exchanges;
    this.liveRelease = liveRelease;
    this.acts = acts;
    this.services = services;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    try {
      bringUp(plan, acts.application(execution), Acts.stepKey(execution));
      clearCaches(plan, execution);
    } catch (ReinstateException e) {
      stopAgain(plan, execution);
      throw RollbackError.START_FAILED.because(e);
    }
  }

  private void bringUp(Plan plan, Application application, String step) {
    if (plan.reloads().isEmpty()) {
      services.start(application, plan.restarts());
    } else {
      var restarts = Restarts.of(application, plan.subject());
      services.reloadOrRestart(application, plan.reloads(), restarts, step);
    }
  }

  /**
   * On the way forth a cache that stays is a failed start: the new files would serve what the old
   * ones left in it. On the way back nothing keeps the previous version from running again.
   */
  private void clearCaches(Plan plan, DelegateExecution execution) {
    var application = acts.application(execution);
    var key = Acts.exchangeKey(execution);
    try {
      liveRelease.clearCaches(plan, application, key);
    } catch (Interrupted e) {
      throw e;
    } catch (ReinstateException e) {
      if (exchanges.unconfirmed(application).contains(key)) {
        throw e;
      }
      LOG.warn(
          "The previous version runs, with caches that could not be cleared. {}", e.getMessage());
    }
  }

  /**
   * A failed start leaves nothing running: its files are about to be put back, and no handler is
   * drawn for half a start.
   */
  private void stopAgain(Plan plan, DelegateExecution execution) {
    try {
      services.stop(acts.application(execution), plan.restarts());
    } catch (Interrupted e) {
      throw e;
    } catch (ReinstateException e) {
      LOG.warn("After a failed start, a service could not be stopped again. {}", e.getMessage());
    }
  }
}
