package io.reinstate.process.toggle;

import io.reinstate.ReinstateException;
import io.reinstate.change.Kind;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Set toggles»: sets what the plan says, and keeps what was there.
 *
 * <p>A second run keeps what the first one found.
 */
@Component
class SetToggles implements JavaDelegate {

  private final Acts acts;

  SetToggles(Acts acts) {
    this.acts = acts;
  }

  @Override
  public void execute(DelegateExecution execution) {
    try {
      acts.changes(execution).exchange(Kind.TOGGLE);
    } catch (ReinstateException e) {
      throw RollbackError.TOGGLE_FAILED.because(e);
    }
  }
}
