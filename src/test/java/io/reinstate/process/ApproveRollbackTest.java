package io.reinstate.process;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.reinstate.rollback.RequestRefused;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

@PathsOf("approve-rollback")
class ApproveRollbackTest extends RunbookTest {

  private static final Map<String, Object> PLANNED =
      Map.of(
          "runbook",
          "module-rollback",
          "plan",
          "shop-0001.1",
          "requester",
          "olivia",
          "application",
          "shop",
          "forced",
          false);

  private ProcessInstance asked() {
    return start("approve-rollback", PLANNED);
  }

  private Job deadline() {
    return management.createJobQuery().timers().singleResult();
  }

  @Test
  void theAuthorityTableSaysWhoMayApprove() {
    var instance = asked();

    assertThat(instance).isWaitingAt("Task_ApproveRollback");
    assertThat(groups()).containsExactly("senior-developers");
    assertThat(shown(Variables.APPROVER_GROUP)).isEqualTo("senior-developers");
    assertThat(shown(Variables.APPROVAL_DEADLINE)).isEqualTo("PT15M");
    assertThat(shown(Variables.NEXT_APPROVER_GROUP)).isEqualTo("project-leads");
  }

  @Test
  void theChecklistComesBeforeTheApproval() {
    steps.when("readChecklist").sets(Variables.CHECKLIST, "The team is told.");

    var instance = asked();

    assertThat(instance).isWaitingAt("Task_WorkThroughChecklist");
    complete("Task_TickChecklist", Map.of("ticked", "[\"1\"]"));
    assertThat(instance).isWaitingAt("Task_ApproveRollback");
  }

  @Test
  void aForcedRunAsksNobody() {
    var forced = new HashMap<>(PLANNED);
    forced.put("forced", true);

    var instance = start("approve-rollback", forced);

    assertThat(instance)
        .isEnded()
        .hasPassed("Task_RecordForcedRun", "End_Approved")
        .hasNotPassed("Task_WorkThroughChecklist", "Task_ApproveRollback");
    assertThat(steps.taken()).containsExactly("recordForcedRun");
    assertThat(variable("approve-rollback", Variables.FORCING_GROUP))
        .isEqualTo("senior-developers");
  }

  @Test
  void whoMayNotForceItAnyMoreHasItApproved() {
    var forced = new HashMap<>(PLANNED);
    forced.put("forced", true);
    steps.when("recordForcedRun").fails(RollbackError.MAY_NOT_BE_FORCED);

    var instance = start("approve-rollback", forced);

    assertThat(instance)
        .hasPassed("Boundary_MayNotBeForced", "Task_WorkThroughChecklist")
        .isWaitingAt("Task_ApproveRollback");
    complete("Task_ApproveRollback", APPROVED);
    assertThat(instance).isEnded().hasPassed("Task_RecordDecision", "End_Approved");
  }

  @Test
  void theWholeAnswerOfTheTableDoesNotOutliveItsLookUp() {
    var instance = asked();

    assertThat(runtime.getVariables(instance.getId())).doesNotContainKey("authority");
  }

  @Test
  void anApprovalIsRecorded() {
    var instance = asked();

    complete("Task_ApproveRollback", APPROVED);

    assertThat(instance)
        .isEnded()
        .hasPassedInOrder("Task_ApproveRollback", "Task_RecordDecision", "End_Approved");
    assertThat(steps.taken()).containsExactly("recordDecision");
    assertThat(variable("approve-rollback", Variables.APPROVER)).isEqualTo("samir");
  }

  @Test
  void aRefusalIsRecorded() {
    var instance = asked();

    complete("Task_ApproveRollback", REFUSED);

    assertThat(instance).isEnded().hasPassed("End_Refused").hasNotPassed("End_Approved");
    assertThat(steps.taken()).containsExactly("recordDecision");
  }

  @Test
  void anythingButAnApprovalIsARefusal() {
    var instance = asked();

    complete("Task_ApproveRollback", Map.of("decision", "Approve"));

    assertThat(instance).isEnded().hasPassed("End_Refused").hasNotPassed("End_Approved");
  }

  @Test
  void theTaskStaysOpenWhenTheDecisionCannotBeRecorded() {
    var instance = asked();
    steps.when("recordDecision").breaks();

    assertThatThrownBy(() -> complete("Task_ApproveRollback", APPROVED))
        .isInstanceOf(RequestRefused.class);

    assertThat(instance).isWaitingAt("Task_ApproveRollback").hasNotPassed("Task_RecordDecision");
    complete("Task_ApproveRollback", APPROVED);
    assertThat(instance).isEnded().hasPassed("End_Approved");
  }

  @Test
  void theDeadlineIsTheOneOfTheTable() {
    var began = stopTheClock();

    asked();

    assertThat(deadline().getDuedate().toInstant()).isEqualTo(began.plus(ofMinutes(15)));
  }

  @Test
  void aDeadlineThatPassesCallsTheNextGroupAndApprovesNothing() {
    var instance = asked();

    management.executeJob(deadline().getId());
    run();

    assertThat(groups()).containsExactlyInAnyOrder("senior-developers", "project-leads");
    assertThat(instance)
        .isWaitingAt("Task_ApproveRollback")
        .hasPassed("Task_CallNextApprover", "End_NextApproverCalled")
        .hasNotPassed("Task_RecordDecision", "End_Approved", "End_Refused");
    assertThat(steps.taken()).isEmpty();
  }

  @Test
  void whoWasCalledLaterCanStillDecide() {
    var instance = asked();
    management.executeJob(deadline().getId());

    complete("Task_ApproveRollback", APPROVED);

    assertThat(instance).isEnded().hasPassed("End_NextApproverCalled", "End_Approved");
  }

  @Test
  void aDecisionInTimeEndsTheDeadline() {
    asked();

    complete("Task_ApproveRollback", REFUSED);

    assertThat(deadline()).isNull();
  }

  @Test
  void aRunbookThatTheTableDoesNotKnowWaitsForNobody() {
    var unknown = new HashMap<>(PLANNED);
    unknown.put("runbook", "no-such-runbook");

    assertThatThrownBy(() -> start("approve-rollback", unknown))
        .isInstanceOf(ProcessEngineException.class);

    assertThat(runtime.createProcessInstanceQuery().count()).isZero();
  }
}
