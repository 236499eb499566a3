package io.reinstate.process.begin;

import io.reinstate.process.Acts;
import io.reinstate.process.Variables;
import io.reinstate.rollback.PlannedAct.OperateServices;
import io.reinstate.rollback.ServiceOperation;
import io.reinstate.service.Services;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Plan operation»: works out which services start or stop, and in which order, and keeps the plan.
 * It touches nothing, and runs in the transaction of the start, so that a refusal is seen where the
 * start was pressed.
 *
 * <p>A second run makes a new plan.
 */
@Component
class PlanOperation implements JavaDelegate {

  private final Acts acts;
  private final Planning planning;
  private final Services services;

  PlanOperation(Acts acts, Planning planning, Services services) {
    this.acts = acts;
    this.planning = planning;
    this.services = services;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var operation = planning.plan(execution).acts(OperateServices.class).get(0).operation();
    Variables.OPERATION.set(execution, operation);
    Variables.STOPS.set(
        execution,
        operation != ServiceOperation.START
            || services.minimalStandsIn(acts.application(execution)));
  }
}
