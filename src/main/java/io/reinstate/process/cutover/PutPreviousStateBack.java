package io.reinstate.process.cutover;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Put previous state back»: undoes everything that the act changed, whatever kinds it is of:
 * files, databases, toggles, traffic. What it only staged is given up.
 *
 * <p>A second run finishes the first. It has no drawn failure: what cannot be put back is retried,
 * then an incident; one that fails does not hold up the others.
 */
@Component
class PutPreviousStateBack implements JavaDelegate {

  private final PreviousState previous;

  PutPreviousStateBack(PreviousState previous) {
    this.previous = previous;
  }

  @Override
  public void execute(DelegateExecution execution) {
    previous.putBack(execution);
  }
}
