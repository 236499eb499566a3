package io.reinstate.process;

import static io.reinstate.process.RollbackError.COLOUR_UNHEALTHY;
import static io.reinstate.process.RollbackError.NOT_STABLE;
import static io.reinstate.process.RollbackError.SWITCH_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

@PathsOf("traffic-rollback")
class TrafficRollbackTest extends PlannedRunbookTest {

  TrafficRollbackTest() {
    super("traffic-rollback", Map.of("colour", "green"));
  }

  @Test
  void theOtherColourIsCheckedBeforeTheSwitchAndTheProxyAfterIt() {
    var instance = approved();

    assertThat(instance).isEnded().hasPassed("End_Switched");
    assertThat(steps.taken())
        .containsExactly(
            "claimApplication",
            "planRollback",
            "recordDecision",
            "startIdleColour",
            "switchTraffic",
            "verifyTraffic",
            "checkStability");
  }

  @Test
  void aColourThatDoesNotWorkIsNotSwitchedTo() {
    steps.when("startIdleColour").fails(COLOUR_UNHEALTHY);
    var instance = approved();

    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance).isEnded().hasPassed("End_HandedOver").hasNotPassed("Task_SwitchTraffic");
    assertThat(steps.taken()).doesNotContain("switchTraffic", "switchTrafficBack");
  }

  @Test
  void aSwitchThatFailsIsSwitchedBack() {
    steps.when("switchTraffic").fails(SWITCH_FAILED);

    var instance = approved();

    assertThat(instance).isWaitingAt("Task_TakeOver").hasPassed("Task_SwitchTrafficBack");
    assertThat(shown(Variables.FAILURE)).isEqualTo(Steps.message(SWITCH_FAILED));
  }

  @Test
  void aColourThatDoesNotWorkBehindTheProxyIsSwitchedBack() {
    steps.when("verifyTraffic").answers("unhealthy", "The login fails.");

    var instance = approved();

    assertThat(instance).isWaitingAt("Task_TakeOver").hasPassed("Task_SwitchTrafficBack");
    assertThat(shown(Variables.FAILURE)).isEqualTo("The login fails.");
  }

  @Test
  void aColourThatDoesNotStayHealthyIsForAPerson() {
    steps.when("checkStability").fails(NOT_STABLE);
    var instance = approved();

    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance)
        .isEnded()
        .hasPassed("Boundary_NotStable", "End_HandedOver")
        .hasNotPassed("Task_SwitchTrafficBack");
  }
}
