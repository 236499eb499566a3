package io.reinstate.process;

import io.reinstate.rollback.DataExchange;
import io.reinstate.rollback.MissingArtifacts;
import io.reinstate.snapshot.Exchanges;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Confirm rollback»: the application is healthy, so what was replaced is given up. The safety
 * snapshot still has it. The point of no return: a rollback that was cancelled is not confirmed,
 * and one that is cancelled from here on is confirmed to the end.
 *
 * <p>A second run gives up what the first left.
 */
@Component
class ConfirmRollback implements JavaDelegate {

  private final Acts acts;
  private final Exchanges exchanges;
  private final DataExchange data;
  private final MissingArtifacts artifacts;

  ConfirmRollback(Acts acts, Exchanges exchanges, DataExchange data, MissingArtifacts artifacts) {
    this.artifacts = artifacts;
    this.acts = acts;
    this.exchanges = exchanges;
    this.data = data;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    var application = acts.application(execution);
    var key = Acts.exchangeKey(execution);
    exchanges.beginConfirmation(application, key);
    data.confirm(application, plan, key);
    artifacts.confirm(application, plan, key);
    exchanges.confirm(application, key);
    Variables.RESTORED.set(execution, true);
  }
}
