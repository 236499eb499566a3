package io.reinstate.process.approve;

import io.reinstate.ReinstateException;
import io.reinstate.engine.LoggedIn;
import io.reinstate.engine.Variable;
import io.reinstate.people.Memberships;
import io.reinstate.process.Acts;
import io.reinstate.process.Variables;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.record.Plans;
import io.reinstate.rollback.record.RollbackRecord;
import io.reinstate.rollback.record.Rollbacks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * Who may decide about a rollback: asked of the authority table with the runbook of the plan that
 * is kept, and of the identity service with the groups of this moment. No variable has a say in it.
 */
@Component
public class Authority {

  private static final String TABLE = "rollback-authority";

  private final DecisionService decisions;
  private final HistoryService history;
  private final Memberships memberships;
  private final Rollbacks rollbacks;
  private final Plans plans;

  Authority(
      DecisionService decisions,
      HistoryService history,
      Memberships memberships,
      Rollbacks rollbacks,
      Plans plans) {
    this.decisions = decisions;
    this.history = history;
    this.memberships = memberships;
    this.rollbacks = rollbacks;
    this.plans = plans;
  }

  /**
   * Goes on only if that person may decide about the plan that waits in this instance. An
   * administrator may open any task, and still needs to be of a group that the table names.
   *
   * @throws NotYourTask when they may not
   */
  void requireApprover(DelegateExecution execution, String person) {
    var approving = new ArrayList<String>();
    var rule = rule(waiting(execution).runbook().id());
    named(rule, Variables.APPROVER_GROUP).ifPresent(approving::add);
    if (isDeadlinePassed(execution)) {
      named(rule, Variables.NEXT_APPROVER_GROUP).ifPresent(approving::add);
    }
    requireMember(
        execution,
        person,
        approving,
        "Only members of " + String.join(" or ", approving) + " can decide about this rollback",
        "Ask one of them to complete the task.",
        NotYourTask::decision);
  }

  /**
   * Goes on only if whoever asked for the rollback may do without checklist and approval.
   *
   * @param runbook the one that the kept plan is of; that of the record where no plan is kept yet
   * @throws RequestRefused when they may not
   */
  public void requireForcing(DelegateExecution execution, String runbook) {
    var forcing =
        named(rule(runbook), Variables.FORCING_GROUP)
            .orElseThrow(
                () ->
                    new RequestRefused(
                        "Nobody can force a " + runbook.replace('-', ' '),
                        "forced",
                        "Start it without; somebody else has to approve it."));
    requireMember(
        execution,
        requester(execution),
        List.of(forcing),
        "Only members of " + forcing + " can force it",
        "Start it without, or ask one of them to start it.",
        RequestRefused::new);
  }

  /** The plan that waits for its decision, as it is kept. */
  Plan waiting(DelegateExecution execution) {
    return plans.kept(Acts.instance(execution), Variables.PLAN.get(execution));
  }

  /** How somebody is refused. */
  @FunctionalInterface
  private interface Refusal {
    ReinstateException of(String what, String where, String next);
  }

  private void requireMember(
      DelegateExecution execution,
      String person,
      List<String> groups,
      String what,
      String next,
      Refusal refusal) {
    var member =
        person.equals(LoggedIn.NOBODY)
            ? List.<String>of()
            : groups.stream().filter(group -> memberships.isMember(person, group)).toList();
    var where = Variables.PLAN.find(execution).map(plan -> "plan " + plan).orElse("forced");
    if (member.isEmpty()) {
      throw refusal.of(what, where, next);
    }
    var asked = record(execution).started();
    if (member.stream().noneMatch(group -> memberships.isOldEnough(person, group, asked))) {
      throw refusal.of(
          person + " is a member of " + String.join(", ", member) + " for too short a time",
          where,
          "Ask somebody who was one "
              + memberships.age()
              + " (ISO 8601) before the rollback was asked for.");
    }
  }

  /** Who asked, as the record has it. */
  String requester(DelegateExecution execution) {
    return record(execution).requester();
  }

  private RollbackRecord record(DelegateExecution execution) {
    return rollbacks.of(Acts.instance(execution));
  }

  /** What the engine did, not what a variable says: the next group was called in this instance. */
  private boolean isDeadlinePassed(DelegateExecution execution) {
    return history
            .createHistoricActivityInstanceQuery()
            .processInstanceId(execution.getProcessInstanceId())
            .activityId("Task_CallNextApprover")
            .finished()
            .count()
        > 0;
  }

  private Optional<DmnDecisionRuleResult> rule(String runbook) {
    return Optional.ofNullable(
        decisions
            .evaluateDecisionTableByKey(TABLE)
            .variables(Map.of(Variables.RUNBOOK.name(), runbook))
            .evaluate()
            .getSingleResult());
  }

  private static Optional<String> named(
      Optional<DmnDecisionRuleResult> rule, Variable<String> column) {
    return rule.map(found -> found.<String>getEntry(column.name()))
        .filter(group -> !group.isBlank());
  }
}
