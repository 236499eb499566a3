package io.reinstate.process;

import static io.reinstate.process.RollbackError.NOT_STABLE;
import static io.reinstate.process.RollbackError.TOGGLE_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

@PathsOf("feature-toggle-rollback")
class FeatureToggleRollbackTest extends RunbookTest {

  private ProcessInstance requested(boolean dry) {
    return start(
        "feature-toggle-rollback",
        Map.of("toggles", "uploads", "application", "shop", "reason", "It fails.", "dryRun", dry));
  }

  private ProcessInstance approved() {
    var instance = requested(false);
    complete("Task_ApproveRollback", APPROVED);
    return instance;
  }

  @Test
  void aFeatureIsSwitchedOffAndItsFallbackConfirmed() {
    var instance = approved();

    assertThat(instance).isEnded().hasPassed("End_SwitchedOff");
    assertThat(steps.taken())
        .containsExactly(
            "claimApplication",
            "planRollback",
            "recordDecision",
            "switchTogglesOff",
            "applyToggles",
            "confirmFallback",
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
    steps.when("switchTogglesOff").fails(TOGGLE_FAILED);
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
    steps.when("confirmFallback").answers("unhealthy", "Uploads still run in parallel.");

    var instance = approved();

    assertThat(instance).isWaitingAt("Task_TakeOver").hasPassed("Task_PutTogglesBack");
    assertThat(shown(Variables.FAILURE)).isEqualTo("Uploads still run in parallel.");
  }

  @Test
  void oneOfSeveralOptionsThatDoesNotHelpIsPutBackAndLeftToTheNext() {
    steps.when("confirmFallback").answers("unhealthy", "Uploads still run in parallel.");
    start(
        "component-rollback",
        Map.of("application", "shop", "component", "uploads", "reason", "It fails."));
    complete("Task_ApproveRollback", APPROVED);

    assertThat(passed("feature-toggle-rollback"))
        .endsWith("Task_PutTogglesBack", "Gateway_OneOfSeveral", "End_NextOption");
    assertThat(steps.taken()).contains("putTogglesBack", "buildRelease");
  }

  @Test
  void aForcedRunWaitsForNobody() {
    var instance =
        start(
            "feature-toggle-rollback",
            Map.of(
                "toggles",
                "uploads",
                "application",
                "shop",
                "reason",
                "It fails.",
                "forced",
                true));

    assertThat(instance).isEnded().hasPassed("End_SwitchedOff");
    assertThat(steps.taken()).startsWith("claimApplication", "planRollback", "recordForcedRun");
  }

  @Test
  void aRefusalTouchesNothing() {
    var instance = requested(false);

    complete("Task_ApproveRollback", REFUSED);

    assertThat(instance).isEnded().hasPassed("End_Refused");
    assertThat(steps.taken()).containsExactly("claimApplication", "planRollback", "recordDecision");
  }

  @Test
  void aDryRunEndsWithThePlan() {
    var instance = requested(true);

    assertThat(instance).isEnded().hasPassed("End_Planned");
    assertThat(steps.taken()).containsExactly("claimApplication", "planRollback");
  }
}
