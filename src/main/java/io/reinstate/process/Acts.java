package io.reinstate.process;

import io.reinstate.catalog.application.Application;
import io.reinstate.change.Changes;
import io.reinstate.host.Cancellation;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct.ManualStep;
import io.reinstate.rollback.plan.PlannedChanges;
import io.reinstate.rollback.record.Checklist;
import io.reinstate.rollback.record.Claims;
import io.reinstate.rollback.record.Decisions;
import io.reinstate.rollback.record.Descriptions;
import io.reinstate.rollback.record.RollbackRecord;
import io.reinstate.rollback.record.Rollbacks;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.springframework.stereotype.Component;

/**
 * Leads from a running step to the act it belongs to: its record, its plan, its application, its
 * changes.
 */
@Component
public class Acts {

  private final Rollbacks rollbacks;
  private final Decisions decisions;
  private final Claims claims;
  private final Descriptions descriptions;
  private final PlannedChanges changes;

  public Acts(
      Rollbacks rollbacks,
      Decisions decisions,
      Claims claims,
      Descriptions descriptions,
      PlannedChanges changes) {
    this.changes = changes;
    this.rollbacks = rollbacks;
    this.decisions = decisions;
    this.claims = claims;
    this.descriptions = descriptions;
  }

  /** The instance that was started by a person or a script, and carries the record. */
  public static String instance(DelegateExecution execution) {
    return ((ExecutionEntity) execution).getRootProcessInstanceId();
  }

  public RollbackRecord record(DelegateExecution execution) {
    return rollbacks.of(instance(execution));
  }

  /**
   * The plan that may run now, as soon as no other step acts on the application. Reads the kept
   * one, whatever the variables say of it. A plan that was never approved is no failure that a
   * diagram draws: it stops the step with an incident. A node that lost its job to another, while
   * it or the database stood still, goes no further.
   */
  public Plan plan(DelegateExecution execution) {
    takeTurn(execution);
    return decisions.runnable(instance(execution), Variables.PLAN.get(execution));
  }

  /** The changes of the plan that may run now; waits as {@link #plan} does. */
  public Changes changes(DelegateExecution execution) {
    return changes.of(plan(execution), application(execution), planId(execution));
  }

  /** Whether its application is still its own: an act that is only watched gives way to others. */
  public boolean isClaimed(DelegateExecution execution) {
    return claims.isHeld(instance(execution));
  }

  /** Waits until no other step acts on the application, and goes on only if this one may. */
  public void takeTurn(DelegateExecution execution) {
    claims.takeTurn(record(execution).application(), instance(execution));
    Cancellation.check();
  }

  /**
   * The application the act claimed, whatever the variables say, as the catalog described it when
   * the act began.
   */
  public Application application(DelegateExecution execution) {
    return descriptions.of(record(execution));
  }

  /** The application that the act of an instance claimed. */
  public Application application(String instance) {
    return descriptions.of(rollbacks.of(instance));
  }

  /** The step of a manual rollback that a process is called for, as the approved plan has it. */
  public ManualStep manualStep(DelegateExecution execution) {
    var caller = ((ExecutionEntity) execution).getProcessInstance().getSuperExecution();
    return plan(execution).acts(ManualStep.class).get((Integer) caller.getVariable("loopCounter"));
  }

  /** The checklist that a process is called for: who calls it says so, no variable. */
  public static Checklist checklist(DelegateExecution execution) {
    var caller = ((ExecutionEntity) execution).getProcessInstance().getSuperExecution();
    return caller.getProcessDefinitionId().startsWith("hand-over:")
        ? Checklist.AFTER
        : Checklist.BEFORE;
  }

  /** The id of the plan of this act, which is the key of its changes. */
  public static String planId(DelegateExecution execution) {
    return Variables.PLAN.get(execution);
  }

  /**
   * Names one step of one act, in a loop each of its rounds, so that its second run finds the work
   * of its first.
   */
  public static String stepKey(DelegateExecution execution) {
    var round = execution.getVariable("loopCounter");
    return execution.getProcessInstanceId()
        + "-"
        + execution.getCurrentActivityId()
        + (round == null ? "" : "-" + round);
  }
}
