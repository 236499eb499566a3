package io.reinstate.process.approve;

import io.reinstate.ReinstateException;
import io.reinstate.engine.LoggedIn;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.process.Variables;
import io.reinstate.rollback.record.Decision;
import io.reinstate.rollback.record.Decisions;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Record forced run»: notes that the requester does without checklist and approval, if the
 * authority table lets them.
 *
 * <p>Where it runs in the request of its requester, the start, a refusal is seen where the start
 * was pressed, and leaves nothing. Later, after a build or because the live files changed, nobody
 * is there to be told: whoever may not force it any more has it approved, and the approver reads
 * why.
 *
 * <p>A second run begins afresh where the first one left nothing; a plan that was decided is not
 * forced again.
 */
@Component
class RecordForcedRun implements JavaDelegate {

  private final Decisions decisions;
  private final Authority authority;

  RecordForcedRun(Decisions decisions, Authority authority) {
    this.decisions = decisions;
    this.authority = authority;
  }

  @Override
  public void execute(DelegateExecution execution) {
    try {
      keep(execution, force(execution));
    } catch (ReinstateException e) {
      if (isAskedFor(execution)) {
        throw e;
      }
      throw RollbackError.MAY_NOT_BE_FORCED.because(e);
    }
  }

  private Decision force(DelegateExecution execution) {
    authority.requireForcing(execution, authority.waiting(execution).runbook().id());
    return decisions.force(
        Acts.instance(execution),
        Variables.PLAN.get(execution),
        Optional.of(authority.requester(execution)),
        Variables.REASON.get(execution));
  }

  private static void keep(DelegateExecution execution, Decision decision) {
    Variables.DECISION.set(execution, decision.answer().text());
    Variables.DECISION_REASON.set(execution, decision.reason());
    Variables.APPROVER.set(execution, decision.by());
    Variables.APPROVED.set(execution, decision.answer().permits());
  }

  private boolean isAskedFor(DelegateExecution execution) {
    return LoggedIn.user(execution).filter(authority.requester(execution)::equals).isPresent();
  }
}
