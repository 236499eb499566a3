package io.reinstate.process.cutover;

import io.reinstate.ReinstateException;
import io.reinstate.change.Kind;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
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

  ExchangeFiles(Acts acts) {
    this.acts = acts;
  }

  /**
   * A failed exchange leaves nothing exchanged: no handler is drawn for half of one. What cannot be
   * put back is retried, then an incident; nothing is started on half an exchange.
   */
  @Override
  public void execute(DelegateExecution execution) {
    var ofPlan = acts.changes(execution);
    try {
      ofPlan.exchange(Kind.FILES, Kind.ARTIFACTS, Kind.HEAD);
    } catch (ReinstateException e) {
      ofPlan.putBack(Kind.FILES, Kind.ARTIFACTS, Kind.HEAD);
      throw RollbackError.EXCHANGE_FAILED.because(e);
    }
  }
}
