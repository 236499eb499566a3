package io.reinstate.process;

import static io.reinstate.process.RollbackError.SNAPSHOT_FAILED;
import static io.reinstate.process.RollbackError.SNAPSHOT_UNUSABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.reinstate.rollback.RequestRefused;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

@PathsOf("emergency-rollback")
class EmergencyRollbackTest extends RunbookTest {

  /** A script leaves out what it does not mean. */
  private static final Map<String, Object> WHOLE_APPLICATION =
      Map.of("application", "shop", "reason", "The shop is down.");

  private ProcessInstance declared() {
    return start("emergency-rollback", WHOLE_APPLICATION);
  }

  private ProcessInstance declaredForOneModule() {
    var inputs = new HashMap<>(WHOLE_APPLICATION);
    inputs.put("module", "payment");
    return start("emergency-rollback", inputs);
  }

  @Test
  void aDryRunEndsWithThePlan() {
    var instance =
        start(
            "emergency-rollback",
            Map.of("application", "shop", "reason", "What if?", "dryRun", true));

    assertThat(instance).isEnded().hasPassed("End_Planned");
    assertThat(steps.taken()).containsExactly("claimApplication", "planRollback");
  }

  @Test
  void itActsAtOnceAndAsksNobody() {
    var instance = declared();

    assertThat(instance)
        .isEnded()
        .hasPassedInOrder(
            "Start",
            "Task_ClaimApplication",
            "Task_PlanRollback",
            "Gateway_Target",
            "Task_TakeSafetySnapshot",
            "Task_CutOver",
            "Task_ConfirmRollback",
            "End_Restored")
        .hasNotPassed("Task_TakeOver", "Task_StartMinimalServer");
    assertThat(steps.taken())
        .containsExactly(
            "claimApplication",
            "planRollback",
            "takeSafetySnapshot",
            "stageTarget",
            "stopServices",
            "exchangeFiles",
            "startServices",
            "checkHealth",
            "confirmRollback");
  }

  @Test
  void whoStartsItSeesTheRefusalOfAPlan() {
    steps.when("planRollback").breaks();

    assertThatThrownBy(this::declared).isInstanceOf(RequestRefused.class);

    assertThat(runtime.createProcessInstanceQuery().count()).isZero();
  }

  @Test
  void everyCalledProcessHasTheReadableKey() {
    declared();

    assertThat(history.createHistoricProcessInstanceQuery().list())
        .hasSize(3)
        .allSatisfy(run -> assertThat(run.getBusinessKey()).isEqualTo("shop-0001"));
  }

  @Test
  void withoutAStableSnapshotTheMinimalServerAnswersAndAPersonTakesOver() {
    steps.when("planRollback").sets(Variables.TARGET, null);

    var instance = declared();

    assertThat(instance)
        .isWaitingAt("Task_TakeOver")
        .hasPassedInOrder("Gateway_Target", "Gateway_Scope", "Task_StartMinimalServer")
        .hasNotPassed("Task_TakeSafetySnapshot", "Task_CutOver");
    assertThat(groups()).containsExactlyInAnyOrder("operators", "senior-developers");
    assertThat(shown(Variables.MINIMAL_SERVER)).isEqualTo("The minimal server answers.");

    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance).isEnded().hasPassed("End_HandedOver").hasNotPassed("End_Restored");
  }

  @Test
  void withoutASafetySnapshotItGoesOn() {
    steps.when("takeSafetySnapshot").fails(SNAPSHOT_FAILED);

    var instance = declared();

    assertThat(instance)
        .isEnded()
        .hasPassed("Boundary_SnapshotFailed", "Task_CutOver", "End_Restored");
    assertThat(variable("emergency-rollback", Variables.FAILURE))
        .isEqualTo(Steps.message(SNAPSHOT_FAILED));
  }

  @Test
  void aFailedCutOverStartsTheMinimalServerOfTheWholeApplication() {
    steps.when("stageTarget").fails(SNAPSHOT_UNUSABLE);

    var instance = declared();

    assertThat(instance)
        .isWaitingAt("Task_TakeOver")
        .hasPassedInOrder("Boundary_CutOverFailed", "Gateway_Scope", "Task_StartMinimalServer");
    assertThat(shown(Variables.FAILURE)).isEqualTo(Steps.message(SNAPSHOT_UNUSABLE));
    assertThat(shown(Variables.SAFETY_SNAPSHOT)).isEqualTo(Steps.SAFETY);
  }

  @Test
  void aFailedCutOverOfOneModuleLeavesTheOthersServing() {
    steps.when("stageTarget").fails(SNAPSHOT_UNUSABLE);

    var instance = declaredForOneModule();

    assertThat(instance).isWaitingAt("Task_TakeOver").hasNotPassed("Task_StartMinimalServer");
    assertThat(steps.taken()).doesNotContain("startMinimalServer");
  }

  @Test
  void anUnhealthyTargetIsPutBackAndHandedOver() {
    steps.when("checkHealth").sets(Variables.VERDICT, "unhealthy");

    var instance = declared();

    assertThat(instance).isWaitingAt("Task_TakeOver").hasNotPassed("Task_ConfirmRollback");
    assertThat(steps.taken())
        .endsWith(
            "stopServices", "putPreviousFilesBack", "startPreviousVersion", "startMinimalServer");
    assertThat(variable("emergency-rollback", Variables.RESTORED)).isNull();
  }

  @Test
  void noPersonIsAskedToApproveAnEmergency() {
    declared();

    assertThat(history.createHistoricTaskInstanceQuery().count()).isZero();
    assertThat(steps.taken()).doesNotContain("recordDecision");
  }
}
