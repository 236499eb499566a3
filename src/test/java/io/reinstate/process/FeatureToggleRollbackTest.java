package io.reinstate.process;

import static io.reinstate.process.RollbackError.NOT_STABLE;
import static io.reinstate.process.RollbackError.TOGGLE_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

@PathsOf("feature-toggle-rollback")
class FeatureToggleRollbackTest extends PlannedRunbookTest {

  FeatureToggleRollbackTest() {
    super("feature-toggle-rollback", Map.of("toggles", "uploads"));
  }

  @Test
  void aFeatureIsSwitchedOffAndItsFallbackConfirmed() {
    var instance = approved();

    assertThat(instance).isEnded().hasPassed("End_TogglesSet");
    assertThat(steps.taken())
        .containsExactly(
            "claimApplication",
            "planRollback",
            "recordDecision",
            "setToggles",
            "applyToggles",
            "confirmToggles",
            "keepToggles",
            "checkStability");
  }

  @Test
  void anApplicationThatDoesNotStayHealthyIsForAPerson() {
    steps.when("checkStability").fails(NOT_STABLE);
    var instance = approved();

    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance)
        .isEnded()
        .hasPassed("Boundary_NotStable", "End_HandedOver")
        .hasNotPassed("Task_PutTogglesBack");
  }

  @Test
  void aToggleThatCannotBeSetIsPutBack() {
    steps.when("setToggles").fails(TOGGLE_FAILED);
    var instance = approved();

    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance).isEnded().hasPassed("Task_PutTogglesBack", "End_HandedOver");
    assertThat(variable("feature-toggle-rollback", Variables.FAILURE))
        .isEqualTo(Steps.message(TOGGLE_FAILED));
  }

  @Test
  void aToggleThatNoServiceReadsIsPutBack() {
    steps.when("applyToggles").fails(TOGGLE_FAILED);

    assertThat(approved()).isWaitingAt("Task_TakeOver").hasPassed("Task_PutTogglesBack");
  }

  @Test
  void aFallbackThatIsNotActiveIsToldAndThePreviousValuesComeBack() {
    steps.when("confirmToggles").answers("unhealthy", "Uploads still run in parallel.");

    var instance = approved();

    assertThat(instance).isWaitingAt("Task_TakeOver").hasPassed("Task_PutTogglesBack");
    assertThat(shown(Variables.FAILURE)).isEqualTo("Uploads still run in parallel.");
  }

  @Test
  void togglesThatCannotBePutBackAreForAPersonWhoIsTold() {
    steps.when("setToggles").fails(TOGGLE_FAILED);
    steps.when("putTogglesBack").fails(TOGGLE_FAILED);

    var instance = approved();

    assertThat(instance).isWaitingAt("Task_TakeOver").hasPassed("Boundary_PutBackFailed");
    assertThat(shown(Variables.FAILURE)).isEqualTo(Steps.message(TOGGLE_FAILED));
  }

  @Test
  void oneOfSeveralOptionsThatDoesNotHelpIsPutBackAndLeftToTheNext() {
    steps.when("confirmToggles").answers("unhealthy", "Uploads still run in parallel.");
    start(
        "component-rollback",
        Map.of("application", "shop", "component", "uploads", "reason", "It fails."));
    complete("Task_ApproveRollback", APPROVED);

    assertThat(passed("feature-toggle-rollback"))
        .endsWith("Task_PutTogglesBack", "Gateway_OneOfSeveral", "End_NextOption");
    assertThat(steps.taken()).contains("putTogglesBack", "buildRelease");
  }
}
