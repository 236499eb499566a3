package io.reinstate.process;

import static io.reinstate.process.RollbackError.SNAPSHOT_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

@PathsOf("take-snapshot")
class TakeSnapshotTest extends RunbookTest {

  private static final Map<String, Object> REQUEST =
      Map.of("application", "shop", "label", "manual", "reason", "Before the sale.");

  private ProcessInstance requested(Boolean markStable) {
    var inputs = new HashMap<>(REQUEST);
    inputs.put("markStable", markStable);
    return start("take-snapshot", inputs);
  }

  @Test
  void aSnapshotIsTaken() {
    var instance = requested(false);

    assertThat(instance)
        .isEnded()
        .hasPassedInOrder(
            "Start",
            "Task_ClaimApplication",
            "Task_TakeSnapshot",
            "Gateway_MarkStable",
            "End_SnapshotTaken")
        .hasNotPassed("Task_MarkSnapshotStable");
    assertThat(steps.taken()).containsExactly("claimApplication", "takeSnapshot");
    assertThat(variable("take-snapshot", Variables.SNAPSHOT)).isEqualTo(Steps.TAKEN);
  }

  @Test
  void aSnapshotIsTakenAndMarkedWhereSomebodyVouches() {
    var instance = requested(true);

    assertThat(instance)
        .isEnded()
        .hasPassed("End_StableSnapshotTaken")
        .hasNotPassed("End_SnapshotTaken");
    assertThat(steps.taken())
        .containsExactly("claimApplication", "takeSnapshot", "markSnapshotStable");
  }

  @Test
  void anEmptyCheckboxMarksNothing() {
    assertThat(requested(null)).isEnded().hasPassed("End_SnapshotTaken");
  }

  @Test
  void aScriptThatSaysNothingAboutStabilityMarksNothing() {
    assertThat(start("take-snapshot", REQUEST)).isEnded().hasPassed("End_SnapshotTaken");
  }

  @Test
  void aSnapshotThatFailsIsHandedToAPerson() {
    steps.when("takeSnapshot").fails(SNAPSHOT_FAILED);

    var instance = requested(true);

    assertThat(instance).isWaitingAt("Task_TakeOver").hasNotPassed("Task_MarkSnapshotStable");
    assertThat(shown(Variables.FAILURE)).isEqualTo(Steps.message(SNAPSHOT_FAILED));
    assertThat(groups()).containsExactlyInAnyOrder("operators", "senior-developers");

    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance).isEnded().hasPassed("End_NoSnapshot").hasNotPassed("End_SnapshotTaken");
  }
}
