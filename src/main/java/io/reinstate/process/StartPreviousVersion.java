package io.reinstate.process;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.Application;
import io.reinstate.rollback.DataExchange;
import io.reinstate.rollback.MissingArtifacts;
import io.reinstate.rollback.Plan;
import io.reinstate.snapshot.Exchanges;
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
  private final LiveRelease liveRelease;
  private final Exchanges exchanges;
  private final MissingArtifacts artifacts;
  private final DataExchange data;

  StartPreviousVersion(
      Acts acts,
      PlannedServices services,
      LiveRelease liveRelease,
      Exchanges exchanges,
      MissingArtifacts artifacts,
      DataExchange data) {
    this.acts = acts;
    this.services = services;
    this.liveRelease = liveRelease;
    this.exchanges = exchanges;
    this.artifacts = artifacts;
    this.data = data;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    var application = acts.application(execution);
    var key = Acts.exchangeKey(execution);
    try {
      services.startPrevious(plan, application, Acts.stepKey(execution));
    } catch (ReinstateException e) {
      services.stopAgain(plan, application);
      giveUpStaged(plan, application, key);
      throw RollbackError.START_FAILED.because(e);
    }
    warnUnless(
        "its caches could not be cleared", () -> liveRelease.clearCaches(plan, application, key));
    giveUpStaged(plan, application, key);
  }

  /** The exchange of the files last: as long as it is begun, somebody comes back to this. */
  private void giveUpStaged(Plan plan, Application application, String key) {
    warnUnless(
        "what was prepared of its databases is still there",
        () -> data.putBack(application, plan, key));
    artifacts.revert(application, plan, key);
    exchanges.revert(application, key);
  }

  private static void warnUnless(String otherwise, Runnable work) {
    try {
      work.run();
    } catch (ReinstateException e) {
      LOG.warn("The previous version is back, but {}. {}", otherwise, e.getMessage());
    }
  }
}
