package io.reinstate.process.cutover;

import io.reinstate.ReinstateException;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.rollback.plan.DataExchange;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Exchange databases»: makes the restored databases the live ones. The former ones are kept until
 * the rollback is confirmed.
 *
 * <p>A second run finishes the first, wherever it was cut off.
 */
@Component
class ExchangeDatabases implements JavaDelegate {

  private final Acts acts;
  private final DataExchange data;

  ExchangeDatabases(Acts acts, DataExchange data) {
    this.acts = acts;
    this.data = data;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    try {
      data.exchange(acts.application(execution), plan, Acts.exchangeKey(execution));
    } catch (ReinstateException e) {
      throw RollbackError.DATA_EXCHANGE_FAILED.because(e);
    }
  }
}
