package io.reinstate.process.cancel;

import io.reinstate.engine.LoggedIn;
import io.reinstate.process.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Cancel rollback»: ends another act, in the name of whoever started this one. A refusal is seen
 * where the start was pressed.
 *
 * <p>A second run is told that the act has ended.
 */
@Component
class CancelRollback implements JavaDelegate {

  private final CancelledRollbacks cancelled;

  CancelRollback(CancelledRollbacks cancelled) {
    this.cancelled = cancelled;
  }

  @Override
  public void execute(DelegateExecution execution) {
    cancelled.cancel(
        Variables.ROLLBACK.get(execution),
        LoggedIn.user(execution).orElse("reinstate"),
        Variables.REASON.get(execution));
  }
}
