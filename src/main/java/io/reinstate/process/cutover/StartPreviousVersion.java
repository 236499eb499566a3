package io.reinstate.process.cutover;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.process.failure.KeptFailures;
import io.reinstate.rollback.Plan;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * «Start previous version»: ends the way back. Starts what ran before, the minimal server included,
 * now that files and data are as before, clears the caches if the plan had that done, and gives up
 * what was staged. Caches that cannot be cleared are warned of: they do not keep the previous
 * version from running.
 *
 * <p>A second run starts what does not run yet. From then on nothing of the plan counts as begun.
 */
@Component
class StartPreviousVersion implements JavaDelegate {

  private static final Logger LOG = LoggerFactory.getLogger(StartPreviousVersion.class);

  private final Acts acts;
  private final PlannedServices services;
  private final Caches caches;
  private final KeptFailures failures;

  StartPreviousVersion(Acts acts, PlannedServices services, Caches caches, KeptFailures failures) {
    this.failures = failures;
    this.acts = acts;
    this.services = services;
    this.caches = caches;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    var application = acts.application(execution);
    var changes = acts.changes(execution);
    try {
      services.startPrevious(plan, application, Acts.stepKey(execution));
    } catch (ReinstateException e) {
      services.stopAgain(plan, application);
      changes.giveUp();
      throw RollbackError.START_FAILED.because(e);
    }
    clearCaches(plan, application, execution);
    changes.giveUp();
  }

  private void clearCaches(Plan plan, Application application, DelegateExecution execution) {
    try {
      caches.clear(plan, application, Acts.planId(execution));
    } catch (ReinstateException e) {
      LOG.warn(
          "The previous version is back, but its caches could not be cleared. {}", e.getMessage());
      failures.found(execution, "CACHES_NOT_CLEARED", e.getMessage());
    }
  }
}
