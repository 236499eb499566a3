package io.reinstate.process.begin;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Plan deployment»: compares the release that was built with what is live, and keeps the plan. It
 * touches nothing.
 *
 * <p>A second run makes a new plan, which needs a decision of its own.
 */
@Component
class PlanDeployment implements JavaDelegate {

  private final Planning planning;

  PlanDeployment(Planning planning) {
    this.planning = planning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    planning.plan(execution);
  }
}
