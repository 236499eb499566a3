package io.reinstate.process;

import io.reinstate.rollback.Plans;
import io.reinstate.rollback.RequestRefused;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Record forced run»: notes that the requester does without checklist and approval, if the
 * authority table lets them. It runs in the transaction of the start, so that a refusal is seen
 * where the start was pressed, and leaves nothing.
 *
 * <p>When the live files changed since, the new plan is forced by the same person, who is not asked
 * again.
 */
@Component
class RecordForcedRun implements JavaDelegate {

  private final Plans plans;

  RecordForcedRun(Plans plans) {
    this.plans = plans;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var instance = Acts.instance(execution);
    var earlier = plans.forcedBy(instance);
    if (earlier.isEmpty()) {
      requireAuthority(execution);
    }
    var decision =
        plans.force(
            instance,
            Variables.PLAN.get(execution),
            earlier.or(() -> LoggedIn.user(execution)),
            Variables.REASON.get(execution));
    Variables.DECISION.set(execution, decision.answer().text());
    Variables.DECISION_REASON.set(execution, decision.reason());
    Variables.APPROVER.set(execution, decision.by());
    Variables.APPROVED.set(execution, decision.answer().permits());
  }

  private static void requireAuthority(DelegateExecution execution) {
    var group =
        Variables.FORCING_GROUP
            .find(execution)
            .orElseThrow(
                () ->
                    new RequestRefused(
                        "Nobody can force a " + Variables.RUNBOOK.get(execution).replace('-', ' '),
                        "forced",
                        "Start it without; somebody else has to approve it."));
    if (!LoggedIn.groups(execution).contains(group)) {
      throw new RequestRefused(
          "Only members of " + group + " can force this rollback",
          "forced",
          "Start it without, or ask one of them to start it.");
    }
  }
}
