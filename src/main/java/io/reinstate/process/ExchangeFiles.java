package io.reinstate.process;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.Application;
import io.reinstate.rollback.MissingArtifacts;
import io.reinstate.rollback.Plan;
import io.reinstate.snapshot.Exchanges;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Exchange files»: moves the live files that differ aside and the staged ones in. What it replaced
 * is kept until the rollback is confirmed. Where another release becomes the live one, the head of
 * the live repository moves with the files.
 *
 * <p>A second run finishes the first, wherever it was cut off, the way back included.
 */
@Component
class ExchangeFiles implements JavaDelegate {

  private final Acts acts;
  private final Exchanges exchanges;
  private final LiveRelease liveRelease;
  private final MissingArtifacts artifacts;

  ExchangeFiles(
      Acts acts, Exchanges exchanges, LiveRelease liveRelease, MissingArtifacts artifacts) {
    this.artifacts = artifacts;
    this.liveRelease = liveRelease;
    this.acts = acts;
    this.exchanges = exchanges;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    var application = acts.application(execution);
    var key = Acts.exchangeKey(execution);
    try {
      exchanges.exchange(application, key);
      artifacts.exchange(application, plan, key);
      liveRelease.moveHead(plan, application, key);
    } catch (ReinstateException e) {
      putBack(plan, application, key);
      throw RollbackError.EXCHANGE_FAILED.because(e);
    }
  }

  /**
   * A failed exchange leaves nothing exchanged: no handler is drawn for half of one. What cannot be
   * put back is retried, then an incident; nothing is started on half an exchange.
   */
  private void putBack(Plan plan, Application application, String key) {
    artifacts.revert(application, plan, key);
    exchanges.putBack(application, key);
    liveRelease.putHeadBack(plan, application, key);
  }
}
