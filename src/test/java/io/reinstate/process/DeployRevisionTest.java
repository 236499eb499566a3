package io.reinstate.process;

import static io.reinstate.process.RollbackError.BUILD_FAILED;
import static io.reinstate.process.RollbackError.EXCHANGE_FAILED;
import static io.reinstate.process.RollbackError.NOT_STABLE;
import static io.reinstate.process.RollbackError.PLAN_OUTDATED;
import static io.reinstate.process.RollbackError.SNAPSHOT_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.reinstate.process.begin.DoneRollbacks;
import io.reinstate.rollback.RequestRefused;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

@PathsOf("deploy-revision")
class DeployRevisionTest extends RunbookTest {

  private ProcessInstance requested(Map<String, Object> more) {
    var variables = new HashMap<String, Object>(more);
    variables.putAll(
        Map.of("application", "shop", "reason", "Faster checkout.", "revision", "v1.2.0"));
    return start("deploy-revision", variables);
  }

  private ProcessInstance approved() {
    var instance = requested(Map.of());
    complete("Task_ApproveRollback", APPROVED);
    return instance;
  }

  @Test
  void whatWasBuiltAndApprovedIsLiveAndKnownGood() {
    var instance = requested(Map.of());
    assertThat(shown(Variables.REASON)).isEqualTo("Faster checkout.");
    assertThat(shown(Variables.PLAN_SUMMARY)).isEqualTo("Back to " + Steps.BUILT);
    complete("Task_ApproveRollback", APPROVED);

    assertThat(instance).isEnded().hasPassed("End_Deployed");
    assertThat(steps.taken())
        .containsExactly(
            "claimApplication",
            "findRelease",
            "buildRelease",
            "planDeployment",
            "recordDecision",
            "takeSafetySnapshot",
            "stageTarget",
            "stopServices",
            "exchangeFiles",
            "startServices",
            "checkHealth",
            "confirmDeployment",
            "checkStability",
            "recordKnownGood");
    assertThat(variable("approve-rollback", Variables.RUNBOOK)).isEqualTo("deploy-revision");
    assertThat(variable("deploy-revision", Variables.REVISION)).isEqualTo(Steps.COMMIT);
    assertThat(variable("deploy-revision", Variables.APPROVER)).isEqualTo("samir");
  }

  @Test
  void aRevisionThatDoesNotExistIsRefusedWhereTheStartWasPressed() {
    steps.when("findRelease").breaks();

    assertThatThrownBy(() -> requested(Map.of())).isInstanceOf(RequestRefused.class);
    assertThat(runs("deploy-revision")).isEmpty();
  }

  @Test
  void aReleaseThatCannotBeBuiltKeepsNobodyFromTheNextOne() {
    steps.when("buildRelease").fails(BUILD_FAILED);
    var instance = requested(Map.of());

    assertThat(instance).isEnded().hasPassed("End_NotBuilt");
    assertThat(steps.taken()).endsWith("buildRelease");
    assertThat(variable("deploy-revision", Variables.FAILURE))
        .isEqualTo(Steps.message(BUILD_FAILED));
  }

  @Test
  void aDryRunBuildsAndTouchesNothing() {
    var instance = requested(Map.of("dryRun", true));

    assertThat(instance).isEnded().hasPassed("End_Planned");
    assertThat(steps.taken()).endsWith("buildRelease", "planDeployment");
  }

  @Test
  void aRefusalTouchesNothing() {
    var instance = requested(Map.of());

    complete("Task_ApproveRollback", REFUSED);

    assertThat(instance).isEnded().hasPassed("End_Refused");
    assertThat(steps.taken()).endsWith("planDeployment", "recordDecision");
    assertThat(variable("deploy-revision", Variables.DECISION_REASON))
        .isEqualTo("Wait for the evening.");
  }

  @Test
  void aPipelineMayForceItWhereTheTableLetsIt() {
    var instance = requested(Map.of("forced", true));

    assertThat(instance).isEnded().hasPassed("End_Deployed");
    assertThat(steps.taken()).contains("recordForcedRun").doesNotContain("recordDecision");
  }

  @Test
  void withoutASafetySnapshotNothingIsTouched() {
    steps.when("takeSafetySnapshot").fails(SNAPSHOT_FAILED);
    var instance = approved();

    assertThat(instance).isEnded().hasPassed("End_NotKept");
    assertThat(steps.taken()).endsWith("takeSafetySnapshot");
    assertThat(variable("deploy-revision", Variables.FAILURE))
        .isEqualTo(Steps.message(SNAPSHOT_FAILED));
  }

  @Test
  void anOutdatedPlanIsMadeAndApprovedAgain() {
    steps.when("stageTarget").fails(PLAN_OUTDATED);
    var instance = approved();

    assertThat(steps.taken()).endsWith("stageTarget", "planDeployment");
    complete("Task_ApproveRollback", APPROVED);

    assertThat(instance).isEnded().hasPassed("End_Deployed");
  }

  @Test
  void aReleaseThatDoesNotWorkLeavesThePreviousVersionVerifiedAndRunning() {
    steps.when("checkHealth").answers("unhealthy", "The shop answers 500.");

    var instance = approved();

    assertThat(instance)
        .isEnded()
        .hasPassed("End_PreviousVersion")
        .hasNotPassed("Task_ConfirmDeployment", "Task_EmergencyRollback");
    assertThat(steps.taken())
        .containsSubsequence(
            "checkHealth", "putPreviousFilesBack", "startPreviousVersion", "checkHealth")
        .doesNotContain("confirmDeployment", "recordKnownGood");
    assertThat(variable("deploy-revision", Variables.FAILURE)).isEqualTo("The shop answers 500.");
  }

  @Test
  void aPreviousVersionThatDoesNotWorkEitherIsForAPerson() {
    steps.when("exchangeFiles").fails(EXCHANGE_FAILED);
    steps.when("checkHealth").answers("unhealthy", "The database is away.");
    var instance = approved();

    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance).isEnded().hasPassed("End_HandedOver").hasNotPassed("End_PreviousVersion");
  }

  @Test
  void aHeadThatSomebodyMovedMeanwhileIsForAPerson() {
    steps.when("checkHealth").answers("unhealthy", "The shop answers 500.");
    steps.when("putPreviousFilesBack").sets(Variables.HEAD_NOT_BACK, true);

    var instance = approved();

    assertThat(instance).isWaitingAt("Task_TakeOver");
  }

  @Test
  void aReleaseThatFailsWhileItIsWatchedGoesBackToTheSafetySnapshot() {
    steps.when("checkStability").fails(NOT_STABLE);

    var instance = approved();

    assertThat(instance).isEnded().hasPassed("End_RestoredByEmergency");
    assertThat(variable("emergency-rollback", Variables.TARGET)).isEqualTo(Steps.SAFETY);
    assertThat(steps.taken()).doesNotContain("recordKnownGood").endsWith("confirmRollback");
  }

  @Test
  void anEmergencyDuringTheWatchKeepsItFromBeingDeployedAndKnownGood() {
    steps
        .when("checkStability")
        .sets(Variables.STABILITY, "watching", Variables.WATCH_INTERVAL, "PT10S");
    var instance = approved();
    assertThat(instance).isWaitingAt("Task_HandOver");

    runtime
        .createMessageCorrelation(DoneRollbacks.EMERGENCY_BEGINS)
        .setVariable(Variables.GAVE_WAY.name(), true)
        .correlate();

    assertThat(instance).isEnded().hasPassed("End_Interrupted").hasNotPassed("End_Deployed");
    assertThat(steps.taken()).doesNotContain("recordKnownGood");
  }

  @Test
  void whatTheEmergencyCannotRestoreIsForAPerson() {
    steps.when("checkStability").fails(NOT_STABLE);
    steps.when("exchangeFiles").succeeds();
    steps.when("exchangeFiles").fails(EXCHANGE_FAILED);
    var instance = approved();

    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance).isEnded().hasPassed("End_EmergencyHandedOver");
    assertThat(variable("deploy-revision", Variables.RESOLUTION)).isEqualTo("Mended by hand.");
  }
}
