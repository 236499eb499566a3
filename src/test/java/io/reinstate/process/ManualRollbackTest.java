package io.reinstate.process;

import static io.reinstate.process.RollbackError.NOT_STABLE;
import static io.reinstate.process.RollbackError.SNAPSHOT_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

@PathsOf("manual-rollback")
class ManualRollbackTest extends PlannedRunbookTest {

  static final Map<String, Object> DONE = Map.of("stepAnswer", "done");
  static final Map<String, Object> STUCK =
      Map.of("stepAnswer", "stuck", "evidence", "The key is lost.");

  ManualRollbackTest() {
    super("manual-rollback", Map.of());
  }

  private void carryOutBothSteps() {
    complete("Task_DoByHand", DONE);
    complete("Task_DoByHand", DONE);
  }

  @Test
  void everyStepIsCarriedOutInItsOrderAndThenTheWholeIsVerified() {
    var instance = approved();
    assertThat(task().getName()).isEqualTo("Restart the search");

    carryOutBothSteps();

    assertThat(instance).isEnded().hasPassed("End_Restored");
    assertThat(steps.taken())
        .containsExactly(
            "claimApplication",
            "planRollback",
            "recordDecision",
            "takeSafetySnapshot",
            "readStep",
            "recordStep",
            "verifyStep",
            "readStep",
            "recordStep",
            "verifyStep",
            "checkHealth",
            "checkStability");
  }

  @Test
  void whoeverIsStuckCallsAPersonWhoIsToldWhy() {
    steps.when("recordStep").sets(Variables.FAILURE, "The key is lost.");
    var instance = approved();

    complete("Task_DoByHand", STUCK);

    assertThat(instance).isWaitingAt("Task_TakeOver").hasNotPassed("Task_VerifyApplication");
    assertThat(shown(Variables.FAILURE)).isEqualTo("The key is lost.");
    complete("Task_TakeOver", TAKEN_OVER);
    assertThat(instance).isEnded().hasPassed("Boundary_StepStuck", "End_HandedOver");
  }

  @Test
  void withoutASafetySnapshotNobodyActsByHand() {
    steps.when("takeSafetySnapshot").fails(SNAPSHOT_FAILED);

    assertThat(approved()).isWaitingAt("Task_TakeOver").hasNotPassed("Task_CarryOutStep");
  }

  @Test
  void anApplicationThatDoesNotWorkAfterAllStepsIsForAPerson() {
    steps.when("checkHealth").answers("unhealthy", "The login fails.");
    var instance = approved();

    carryOutBothSteps();

    assertThat(instance).isWaitingAt("Task_TakeOver").hasNotPassed("Task_HandOver");
    assertThat(shown(Variables.FAILURE)).isEqualTo("The login fails.");
  }

  @Test
  void anApplicationThatDoesNotStayHealthyIsForAPerson() {
    steps.when("checkStability").fails(NOT_STABLE);
    var instance = approved();

    carryOutBothSteps();

    assertThat(instance).isWaitingAt("Task_TakeOver").hasPassed("Boundary_NotStable");
  }
}
