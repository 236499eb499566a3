package io.reinstate.process.byhand;

import io.reinstate.process.Acts;
import io.reinstate.process.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Read step»: looks up in the approved plan what a person does by hand next.
 *
 * <p>A second run finds the same step: the plan does not change.
 */
@Component
class ReadStep implements JavaDelegate {

  private final Acts acts;

  ReadStep(Acts acts) {
    this.acts = acts;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var step = acts.manualStep(execution);
    Variables.STEP_TITLE.set(execution, step.title());
    Variables.STEP_INSTRUCTIONS.set(execution, step.instructions());
    Variables.STEP_SERVICE.set(execution, step.service().orElse(null));
    Variables.FAILURE.set(execution, null);
  }
}
