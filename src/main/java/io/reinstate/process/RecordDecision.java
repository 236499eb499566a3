package io.reinstate.process;

import io.reinstate.rollback.Plans;
import io.reinstate.rollback.RequestRefused;
import java.util.Collections;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Record decision»: notes who decided what, and why, about this very plan. It runs in the
 * transaction in which the approval task is completed, so that whoever may not decide sees the
 * refusal, and the task stays open.
 *
 * <p>Who decided is who is logged in, whatever the variables say.
 *
 * <p>A second run begins afresh where the first one was refused; a plan that was decided is not
 * decided again.
 */
@Component
class RecordDecision implements JavaDelegate {

  private final Plans plans;

  RecordDecision(Plans plans) {
    this.plans = plans;
  }

  @Override
  public void execute(DelegateExecution execution) {
    requireAuthority(execution);
    var decision =
        plans.decide(
            Acts.instance(execution),
            Variables.PLAN.get(execution),
            Variables.DECISION.get(execution),
            LoggedIn.user(execution),
            Variables.DECISION_REASON.get(execution));
    Variables.APPROVER.set(execution, decision.by());
    Variables.APPROVED.set(execution, decision.answer().permits());
  }

  /**
   * An administrator may open any task, and still needs to be of a group that the authority table
   * names.
   */
  private static void requireAuthority(DelegateExecution execution) {
    var approving =
        Stream.of(Variables.APPROVER_GROUP, Variables.NEXT_APPROVER_GROUP)
            .flatMap(group -> group.find(execution).stream())
            .toList();
    if (Collections.disjoint(approving, LoggedIn.groups(execution))) {
      throw new RequestRefused(
          "Only members of " + String.join(" or ", approving) + " can decide about this rollback",
          "plan " + Variables.PLAN.get(execution),
          "Ask one of them to complete the task.");
    }
  }
}
