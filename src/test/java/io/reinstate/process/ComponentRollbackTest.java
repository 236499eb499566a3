package io.reinstate.process;

import static io.reinstate.process.RollbackError.BUILD_FAILED;
import static io.reinstate.process.RollbackError.NOT_STABLE;
import static io.reinstate.process.RollbackError.SNAPSHOT_FAILED;
import static io.reinstate.process.RollbackError.START_FAILED;
import static io.reinstate.process.RollbackError.TOGGLE_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.reinstate.rollback.RequestRefused;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

@PathsOf("component-rollback")
class ComponentRollbackTest extends RunbookTest {

  private ProcessInstance requested(boolean dry) {
    return start(
        "component-rollback",
        Map.of(
            "component",
            "uploads",
            "application",
            "shop",
            "reason",
            "Uploads fail.",
            "dryRun",
            dry));
  }

  private void approve() {
    complete("Task_ApproveRollback", APPROVED);
  }

  @Test
  void theToggleIsTriedFirstAndMayHelp() {
    var instance = requested(false);
    approve();

    assertThat(instance)
        .isEnded()
        .hasPassed("Task_FeatureToggleRollback", "End_Restored")
        .hasNotPassed("Task_BuildRelease", "Task_CarryOutRollback");
    assertThat(variable("approve-rollback", Variables.RUNBOOK)).isEqualTo("component-rollback");
    assertThat(variable("component-rollback", Variables.APPROVER)).isEqualTo("samir");
  }

  @Test
  void aToggleThatDoesNotHelpIsPutBackAndItsFilesAreTriedWithAnApprovalOfTheirOwn() {
    steps.when("confirmToggles").answers("unhealthy", "Uploads still fail.");
    var instance = requested(false);
    approve();

    assertThat(variable("component-rollback", Variables.FAILURE)).isEqualTo("Uploads still fail.");
    assertThat(shown(Variables.PLAN)).isEqualTo("shop-0001.2");
    approve();

    assertThat(instance)
        .isEnded()
        .hasPassed("Boundary_ToggleFailed", "Task_BuildRelease", "End_Restored");
    assertThat(steps.taken()).containsSubsequence("putTogglesBack", "buildRelease", "planRollback");
    assertThat(variable("carry-out-rollback", Variables.TARGET)).isEqualTo(Steps.BUILT);
    assertThat(runs("emergency-rollback")).isEmpty();
  }

  @Test
  void whatHelpedAndDidNotStayHealthyIsLeftToTheNextOption() {
    steps.when("checkStability").fails(NOT_STABLE);
    var instance = requested(false);
    approve();
    approve();

    assertThat(instance).isEnded().hasPassed("Task_BuildRelease", "End_Restored");
  }

  @Test
  void aReleaseThatCannotBeBuiltIsLeftToTheNextOption() {
    steps.when("setToggles").fails(TOGGLE_FAILED);
    steps.when("buildRelease").fails(BUILD_FAILED);
    var instance = requested(false);
    approve();
    approve();

    assertThat(instance).isEnded().hasPassed("Boundary_BuildFailed", "End_Restored");
    assertThat(runs("carry-out-rollback")).hasSize(1);
    assertThat(variable("carry-out-rollback", Variables.OPTION))
        .isEqualTo("component uploads option 3 removal");
  }

  @Test
  void whereNothingHelpsEverythingIsUndoneAndAPersonTakesOver() {
    steps.when("applyToggles").fails(TOGGLE_FAILED);
    steps.when("startServices").fails(START_FAILED);
    steps.when("checkHealth").answers("unhealthy", "Uploads still fail.");
    var instance = requested(false);
    approve();
    approve();
    approve();

    assertThat(instance)
        .isWaitingAt("Task_TakeOver")
        .hasPassed("Boundary_ToggleFailed", "Boundary_FilesFailed");
    assertThat(runs("emergency-rollback")).isEmpty();
    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance).isEnded().hasPassed("End_NoneHelped");
  }

  @Test
  void aDryRunPlansEveryOptionAndTouchesNothing() {
    var instance = requested(true);

    assertThat(instance).isEnded().hasPassed("End_Planned").hasNotPassed("Task_TakeOver");
    assertThat(steps.taken())
        .containsExactly(
            "claimApplication",
            "chooseOption",
            "claimApplication",
            "planRollback",
            "chooseOption",
            "buildRelease",
            "planRollback",
            "chooseOption",
            "planRollback",
            "chooseOption");
  }

  @Test
  void aRefusalEndsItWhateverOptionsAreLeft() {
    var instance = requested(false);

    complete("Task_ApproveRollback", REFUSED);

    assertThat(instance).isEnded().hasPassed("End_Refused").hasNotPassed("Task_BuildRelease");
  }

  @Test
  void withoutASafetySnapshotNoOtherOptionIsTried() {
    steps.when("confirmToggles").answers("unhealthy", "Uploads still fail.");
    steps.when("takeSafetySnapshot").fails(SNAPSHOT_FAILED);
    var instance = requested(false);
    approve();
    approve();

    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance).isEnded().hasPassed("End_HandedOver");
  }

  @Test
  void aComponentThatDoesNotExistIsRefusedWhereTheStartWasPressed() {
    steps.when("chooseOption").breaks();

    assertThatThrownBy(() -> requested(false)).isInstanceOf(RequestRefused.class);
    assertThat(runs("component-rollback")).isEmpty();
  }
}
