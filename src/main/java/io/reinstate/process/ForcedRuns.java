package io.reinstate.process;

import io.reinstate.rollback.RequestRefused;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * Whether somebody may do without checklist and approval: a member of the group that the authority
 * table names for the runbook. The identity service is asked anew each time, so that whoever left
 * the group meanwhile forces nothing any more.
 */
@Component
class ForcedRuns {

  private static final String TABLE = "rollback-authority";
  private static final String NEXT = "Start it without, or ask one of them to start it.";

  private final DecisionService decisions;
  private final IdentityService identities;

  ForcedRuns(DecisionService decisions, IdentityService identities) {
    this.decisions = decisions;
    this.identities = identities;
  }

  /**
   * Asks the table itself: for a runbook whose plan is made long after its start.
   *
   * @throws RequestRefused when the requester may not force this runbook
   */
  void requireAllowed(DelegateExecution execution, String runbook) {
    var answer =
        decisions
            .evaluateDecisionTableByKey(TABLE)
            .variables(Map.of(Variables.RUNBOOK.name(), runbook))
            .evaluate();
    var group =
        Optional.ofNullable(answer.getSingleResult())
            .map(rule -> rule.<String>getEntry(Variables.FORCING_GROUP.name()))
            .filter(named -> !named.isBlank());
    requireMember(runbook, group, requester(execution));
  }

  /**
   * Asks for the group that was looked up.
   *
   * @throws RequestRefused when the requester is not one of it, or there is none
   */
  void requireMember(String runbook, Optional<String> group, Optional<String> requester) {
    var forcing =
        group.orElseThrow(
            () ->
                new RequestRefused(
                    "Nobody can force a " + runbook.replace('-', ' '),
                    "forced",
                    "Start it without; somebody else has to approve it."));
    if (requester.filter(person -> isMember(person, forcing)).isEmpty()) {
      throw new RequestRefused(
          "Only members of " + forcing + " can force this rollback", "forced", NEXT);
    }
  }

  /** Who asked, as the claim noted it; empty when nobody was logged in. */
  static Optional<String> requester(DelegateExecution execution) {
    return Variables.REQUESTER
        .find(execution)
        .filter(person -> !person.equals(ClaimApplication.NOBODY));
  }

  private boolean isMember(String person, String group) {
    return identities.createGroupQuery().groupId(group).groupMember(person).count() > 0;
  }
}
