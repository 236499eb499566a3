package io.reinstate.process;

import static io.reinstate.process.RollbackError.BUILD_FAILED;
import static io.reinstate.process.RollbackError.EXCHANGE_FAILED;
import static io.reinstate.process.RollbackError.NOT_STABLE;
import static io.reinstate.process.RollbackError.PLAN_OUTDATED;
import static io.reinstate.process.RollbackError.SNAPSHOT_FAILED;
import static io.reinstate.process.RollbackError.SNAPSHOT_UNUSABLE;
import static io.reinstate.process.RollbackError.START_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

@PathsOf("carry-out-rollback")
class CarryOutRollbackTest extends RunbookTest {

  private static final Map<String, Object> ASKED =
      Map.of(
          "runbook", "module-rollback",
          "application", "shop",
          "module", "payment",
          "requester", "olivia",
          "reason", "Nobody can pay.");

  private ProcessInstance requested() {
    return start("carry-out-rollback", ASKED);
  }

  private ProcessInstance approved() {
    var instance = requested();
    complete("Task_ApproveRollback", APPROVED);
    return instance;
  }

  @Test
  void aDryRunEndsWithThePlan() {
    var dry = new HashMap<>(ASKED);
    dry.put("dryRun", true);

    var instance = start("carry-out-rollback", dry);

    assertThat(instance).isEnded().hasPassed("End_Planned").hasNotPassed("Task_ApproveRollback");
    assertThat(steps.taken()).containsExactly("planRollback");
  }

  @Test
  void nothingIsTouchedBeforeTheApproval() {
    var instance = requested();

    assertThat(instance).isWaitingAt("Task_ApproveRollback");
    assertThat(steps.taken()).containsExactly("planRollback");
  }

  @Test
  void theApproverSeesWhatIsAsked() {
    requested();

    assertThat(shown(Variables.REQUESTER)).isEqualTo("olivia");
    assertThat(shown(Variables.REASON)).isEqualTo("Nobody can pay.");
    assertThat(shown(Variables.PLAN_SUMMARY)).isEqualTo("Back to " + Steps.STABLE);
    assertThat(shown(Variables.PLAN)).isEqualTo("shop-0001.1");
    assertThat(shown(Variables.APPLICATION)).isEqualTo("shop");
    assertThat(shown(Variables.MODULE)).isEqualTo("payment");
    assertThat(groups()).containsExactly("senior-developers");
  }

  @Test
  void anApprovedPlanIsCarriedOut() {
    var instance = approved();

    assertThat(instance)
        .isEnded()
        .hasPassedInOrder(
            "Start",
            "Task_PlanRollback",
            "Task_ApproveRollback",
            "Gateway_Approved",
            "Task_TakeSafetySnapshot",
            "Task_CutOver",
            "Task_ConfirmRollback",
            "Task_HandOver",
            "End_Restored");
    assertThat(steps.taken())
        .containsExactly(
            "planRollback",
            "recordDecision",
            "takeSafetySnapshot",
            "stageTarget",
            "stopServices",
            "exchangeFiles",
            "startServices",
            "checkHealth",
            "confirmRollback",
            "checkStability");
    assertThat(variable("carry-out-rollback", Variables.APPROVER)).isEqualTo("samir");
    assertThat(variable("carry-out-rollback", Variables.DECISION_REASON))
        .isEqualTo("The plan is right.");
  }

  @Test
  void whatTheTargetLacksIsBuiltBeforeAnythingElseHappens() {
    steps.when("planRollback").sets(Variables.BUILDS, true);

    var instance = approved();

    assertThat(instance).isEnded().hasPassed("Task_BuildArtifacts", "End_Restored");
    assertThat(steps.taken())
        .startsWith("planRollback", "recordDecision", "buildArtifacts", "takeSafetySnapshot");
  }

  @Test
  void whatCannotBeBuiltIsForAPersonAndNothingWasTouched() {
    steps.when("planRollback").sets(Variables.BUILDS, true);
    steps.when("buildArtifacts").fails(BUILD_FAILED);
    var instance = approved();

    assertThat(shown(Variables.FAILURE)).isEqualTo(Steps.message(BUILD_FAILED));
    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance).isEnded().hasPassed("End_HandedOver");
    assertThat(steps.taken()).containsExactly("planRollback", "recordDecision", "buildArtifacts");
  }

  @Test
  void theApprovedPlanIsTheOneThatRuns() {
    approved();

    assertThat(variable("approve-rollback", Variables.PLAN)).isEqualTo("shop-0001.1");
    assertThat(variable("cut-over", Variables.PLAN)).isEqualTo("shop-0001.1");
  }

  @Test
  void aRefusalTouchesNothing() {
    var instance = requested();

    complete("Task_ApproveRollback", REFUSED);

    assertThat(instance)
        .isEnded()
        .hasPassed("End_Refused")
        .hasNotPassed("Task_TakeSafetySnapshot", "Task_CutOver", "End_Restored");
    assertThat(steps.taken()).containsExactly("planRollback", "recordDecision");
    assertThat(variable("carry-out-rollback", Variables.DECISION_REASON))
        .isEqualTo("Wait for the evening.");
  }

  @Test
  void aDeadlineThatPassesStartsNothing() {
    var instance = requested();

    management.executeJob(management.createJobQuery().timers().singleResult().getId());
    run();

    assertThat(instance).isWaitingAt("Task_ApproveRollback");
    assertThat(steps.taken()).containsExactly("planRollback");
    assertThat(groups()).contains("project-leads");
  }

  @Test
  void withoutASafetySnapshotAPersonTakesOverAndNothingIsTouched() {
    steps.when("takeSafetySnapshot").fails(SNAPSHOT_FAILED);

    var instance = approved();

    assertThat(instance).isWaitingAt("Task_TakeOver").hasNotPassed("Task_CutOver");
    assertThat(shown(Variables.FAILURE)).isEqualTo(Steps.message(SNAPSHOT_FAILED));
    assertThat(groups()).containsExactlyInAnyOrder("operators", "senior-developers");

    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance).isEnded().hasPassed("End_HandedOver");
    assertThat(variable("carry-out-rollback", Variables.RESOLUTION)).isEqualTo("Mended by hand.");
  }

  @Test
  void dataIsNotForTheEmergencyRollback() {
    steps.when("stageTarget").sets(Variables.EXCHANGES_DATA, true);
    steps.when("startServices").fails(START_FAILED);

    var instance = approved();

    assertThat(instance).isWaitingAt("Task_TakeOver").hasNotPassed("Task_EmergencyRollback");
  }

  @Test
  void anApplicationWhoseRepositorySomebodyElseWorksInIsNotForTheEmergencyRollback() {
    steps.when("checkHealth").answers("unhealthy", "payment answers 500.");
    steps.when("putPreviousFilesBack").sets(Variables.HEAD_NOT_BACK, true);

    var instance = approved();

    assertThat(instance).isWaitingAt("Task_TakeOver").hasNotPassed("Task_EmergencyRollback");
    assertThat(steps.taken()).endsWith("putPreviousFilesBack", "startPreviousVersion");
    assertThat((String) shown(Variables.FAILURE)).contains("payment answers 500.");
  }

  @Test
  void oneOfSeveralOptionsIsNotForTheEmergencyRollback() {
    steps
        .when("chooseOption")
        .sets(Variables.WAY, "removal", Variables.OPTION, "component uploads option 1 removal");
    steps.when("startServices").fails(START_FAILED);
    start(
        "component-rollback",
        Map.of("application", "shop", "component", "uploads", "reason", "It fails."));
    complete("Task_ApproveRollback", APPROVED);

    assertThat(passed("carry-out-rollback")).endsWith("Gateway_AboutFiles", "End_NextOption");
    assertThat(variable("component-rollback", Variables.FAILURE))
        .isEqualTo(Steps.message(START_FAILED));
    assertThat(runs("emergency-rollback")).isEmpty();
  }

  @Test
  void anOutdatedPlanIsMadeAgainAndNeedsAnApprovalOfItsOwn() {
    steps.when("stageTarget").fails(PLAN_OUTDATED);

    var instance = approved();

    assertThat(instance).isWaitingAt("Task_ApproveRollback");
    assertThat(shown(Variables.PLAN)).isEqualTo("shop-0001.2");
    assertThat(shown(Variables.DECISION)).isNull();
    assertThat(steps.taken()).endsWith("stageTarget", "planRollback");

    complete("Task_ApproveRollback", APPROVED);

    assertThat(instance).isEnded().hasPassed("Boundary_PlanOutdated", "End_Restored");
    assertThat(runs("approve-rollback")).hasSize(2);
    assertThat(steps.taken().stream().filter("stopServices"::equals)).hasSize(1);
  }

  @Test
  void anOutdatedPlanThatIsRefusedTheSecondTimeTouchesNothing() {
    steps.when("stageTarget").fails(PLAN_OUTDATED);
    var instance = approved();

    complete("Task_ApproveRollback", REFUSED);

    assertThat(instance).isEnded().hasPassed("End_Refused").hasNotPassed("End_Restored");
    assertThat(steps.taken()).doesNotContain("stopServices", "exchangeFiles");
  }

  @Test
  void aFailedCutOverIsTakenOverByTheEmergencyWithAnotherTarget() {
    steps.when("checkHealth").sets(Variables.VERDICT, "unhealthy");

    var instance = approved();

    assertThat(instance)
        .isEnded()
        .hasPassedInOrder("Boundary_CutOverFailed", "Task_EmergencyRollback", "End_EmergencyEnded")
        .hasNotPassed("Task_ConfirmRollback", "End_Restored");
    assertThat(variable("emergency-rollback", Variables.TRIED)).isEqualTo(Steps.STABLE);
    assertThat(variable("emergency-rollback", Variables.TARGET)).isEqualTo(Steps.OLDER);
    assertThat(variable("emergency-rollback", Variables.MODULE)).isEqualTo("payment");
    assertThat(variable("emergency-rollback", Variables.REASON)).isEqualTo("Nobody can pay.");
    assertThat(variable("emergency-rollback", Variables.PLAN)).isEqualTo("shop-0001.2");
    assertThat(variable("carry-out-rollback", Variables.RESTORED_BY_EMERGENCY)).isEqualTo(true);
    assertThat(runs("cut-over")).hasSize(2);
  }

  @Test
  void anApplicationThatDoesNotStayHealthyIsTakenOverByTheEmergencyWithAnotherTarget() {
    steps.when("checkStability").fails(NOT_STABLE);

    var instance = approved();

    assertThat(instance)
        .isEnded()
        .hasPassedInOrder("Task_ConfirmRollback", "Boundary_NotStable", "End_EmergencyEnded")
        .hasNotPassed("End_Restored");
    assertThat(variable("emergency-rollback", Variables.TRIED)).isEqualTo(Steps.STABLE);
    assertThat(variable("emergency-rollback", Variables.FAILURE))
        .isEqualTo(Steps.message(NOT_STABLE));
    assertThat(variable("carry-out-rollback", Variables.RESTORED)).isEqualTo(false);
    assertThat(variable("carry-out-rollback", Variables.RESTORED_BY_EMERGENCY)).isEqualTo(true);
  }

  @Test
  void whyTheCutOverFailedIsKnownToTheRunbook() {
    steps.when("exchangeFiles").fails(EXCHANGE_FAILED);

    approved();

    assertThat(variable("carry-out-rollback", Variables.FAILURE))
        .isEqualTo(Steps.message(EXCHANGE_FAILED));
  }

  @Test
  void anEmergencyThatFailsTooHandsOver() {
    steps.when("stageTarget").fails(SNAPSHOT_UNUSABLE);
    steps.when("stageTarget").fails(SNAPSHOT_UNUSABLE);
    var instance = approved();

    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance)
        .isEnded()
        .hasPassed("Task_EmergencyRollback", "End_EmergencyEnded")
        .hasNotPassed("Task_ConfirmRollback", "Task_TakeOver");
    assertThat(variable("carry-out-rollback", Variables.RESTORED_BY_EMERGENCY)).isNull();
    assertThat(steps.taken()).doesNotContain("startMinimalServer");
  }

  @Test
  void anEmergencyWithoutATargetTellsWhyTheModuleRollbackFailed() {
    steps.when("exchangeFiles").fails(EXCHANGE_FAILED);
    steps.when("planRollback").succeeds();
    steps.when("planRollback").sets(Variables.TARGET, null);

    approved();

    assertThat(task().getTaskDefinitionKey()).isEqualTo("Task_TakeOver");
    assertThat(shown(Variables.FAILURE)).isEqualTo(Steps.message(EXCHANGE_FAILED));
  }

  @Test
  void whoTakesOverAnEmergencySeesTheSnapshotOfTheStateBefore() {
    steps.when("exchangeFiles").fails(EXCHANGE_FAILED);
    steps.when("planRollback").succeeds();
    steps.when("planRollback").sets(Variables.TARGET, null);

    approved();

    assertThat(shown(Variables.SAFETY_SNAPSHOT)).isEqualTo(Steps.SAFETY);
  }

  @Test
  void whatWasHandedOverIsKnownToTheRunbook() {
    steps.when("stageTarget").fails(SNAPSHOT_UNUSABLE);
    steps.when("stageTarget").fails(SNAPSHOT_UNUSABLE);
    approved();

    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(variable("carry-out-rollback", Variables.RESOLUTION)).isEqualTo("Mended by hand.");
  }
}
