package io.reinstate.process.approve;

import io.reinstate.engine.LoggedIn;
import io.reinstate.process.Acts;
import io.reinstate.process.Variables;
import io.reinstate.rollback.record.Decisions;
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

  private final Decisions decisions;
  private final Authority authority;

  RecordDecision(Decisions decisions, Authority authority) {
    this.authority = authority;
    this.decisions = decisions;
  }

  @Override
  public void execute(DelegateExecution execution) {
    LoggedIn.user(execution).ifPresent(person -> authority.requireApprover(execution, person));
    var plan = Variables.PLAN.get(execution);
    var decision =
        decisions.decide(
            Acts.instance(execution),
            plan,
            Variables.DECISION.get(execution),
            LoggedIn.user(execution),
            Variables.DECISION_REASON.get(execution));
    Variables.APPROVER.set(execution, decision.by());
    Variables.APPROVED.set(execution, decisions.permit(plan));
  }
}
