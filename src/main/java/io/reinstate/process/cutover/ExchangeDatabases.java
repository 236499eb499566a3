package io.reinstate.process.cutover;

import io.reinstate.ReinstateException;
import io.reinstate.change.Kind;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
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

  ExchangeDatabases(Acts acts) {
    this.acts = acts;
  }

  @Override
  public void execute(DelegateExecution execution) {
    try {
      acts.changes(execution).exchange(Kind.DATABASE, Kind.DATA_FILES);
    } catch (ReinstateException e) {
      throw RollbackError.DATA_EXCHANGE_FAILED.because(e);
    }
  }
}
