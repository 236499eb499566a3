package io.reinstate.process.begin;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Plan rollback»: works out what would be done, pins the target and keeps the plan. It touches
 * nothing.
 *
 * <p>A second run makes a new plan, which needs a decision of its own.
 */
@Component
class PlanRollback implements JavaDelegate {

  private final Planning planning;

  PlanRollback(Planning planning) {
    this.planning = planning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    planning.plan(execution);
  }
}
