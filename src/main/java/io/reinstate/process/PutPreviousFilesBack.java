package io.reinstate.process;

import io.reinstate.snapshot.Exchanges;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Put previous files back»: undoes the exchange, so that the live tree is as it was before, and
 * the head of its repository with it. Where the installation of dependencies had begun, it runs
 * again, with the lock file from before.
 *
 * <p>A second run finishes the first. It has no drawn failure: what cannot be put back is retried,
 * then an incident.
 */
@Component
class PutPreviousFilesBack implements JavaDelegate {

  private final Acts acts;
  private final Exchanges exchanges;
  private final Dependencies dependencies;
  private final LiveRelease liveRelease;

  PutPreviousFilesBack(
      Acts acts, Exchanges exchanges, Dependencies dependencies, LiveRelease liveRelease) {
    this.liveRelease = liveRelease;
    this.acts = acts;
    this.exchanges = exchanges;
    this.dependencies = dependencies;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    var application = acts.application(execution);
    var key = Acts.exchangeKey(execution);
    exchanges.revert(application, key);
    liveRelease.putHeadBack(plan, application, key);
    dependencies.installPrevious(plan, application, key);
  }
}
