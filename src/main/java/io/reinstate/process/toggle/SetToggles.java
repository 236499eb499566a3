package io.reinstate.process.toggle;

import io.reinstate.ReinstateException;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.toggle.Toggles;
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
  private final Toggles toggles;

  SetToggles(Acts acts, Toggles toggles) {
    this.acts = acts;
    this.toggles = toggles;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var application = acts.application(execution);
    try {
      for (var planned : acts.plan(execution).acts(PlannedAct.SetToggle.class)) {
        toggles.set(application, planned.toggle(), planned.to(), Acts.exchangeKey(execution));
      }
    } catch (ReinstateException e) {
      throw RollbackError.TOGGLE_FAILED.because(e);
    }
  }
}
