package io.reinstate.process;

import io.reinstate.ReinstateException;
import io.reinstate.snapshot.Exchanges;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Exchange files»: moves the live files that differ aside and the staged ones in. What it replaced
 * is kept until the rollback is confirmed.
 *
 * <p>A second run finishes the first, wherever it was cut off.
 */
@Component
class ExchangeFiles implements JavaDelegate {

  private final Acts acts;
  private final Exchanges exchanges;

  ExchangeFiles(Acts acts, Exchanges exchanges) {
    this.acts = acts;
    this.exchanges = exchanges;
  }

  @Override
  public void execute(DelegateExecution execution) {
    acts.plan(execution);
    try {
      exchanges.exchange(acts.application(execution), Acts.exchangeKey(execution));
    } catch (ReinstateException e) {
      throw RollbackError.EXCHANGE_FAILED.because(e);
    }
  }
}
