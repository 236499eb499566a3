package io.reinstate.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.rollback.RequestRefused;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One step by hand, as the manual rollback calls it for each. */
@PathsOf("carry-out-step")
class CarryOutStepTest extends RunbookTest {

  private void called() {
    start("manual-rollback", Map.of("application", "shop", "reason", "Nothing else helps."));
    complete("Task_ApproveRollback", APPROVED);
  }

  private java.util.List<String> passedFirst() {
    return activities(runs("carry-out-step").get(0));
  }

  @Test
  void aPersonIsToldWhatToDoInTheNameOfTheTask() {
    called();

    assertThat(task().getName()).isEqualTo("Restart the search");
    assertThat(groups()).containsExactlyInAnyOrder("operators", "senior-developers");
  }

  @Test
  void aServiceThatTheStepNamesIsVerified() {
    called();

    complete("Task_DoByHand", ManualRollbackTest.DONE);

    assertThat(passedFirst()).endsWith("Task_VerifyStep", "Gateway_Healthy", "End_CarriedOut");
  }

  @Test
  void aServiceThatDoesNotWorkIsAskedAboutAgain() {
    steps.when("verifyStep").answers("unhealthy", "The search does not answer.");
    called();

    complete("Task_DoByHand", ManualRollbackTest.DONE);

    assertThat(task().getTaskDefinitionKey()).isEqualTo("Task_DoByHand");
    assertThat(shown(Variables.FAILURE)).isEqualTo("The search does not answer.");
    assertThat(shown(Variables.STEP_ANSWER)).isEqualTo("done");
    complete("Task_DoByHand", ManualRollbackTest.DONE);
    assertThat(passedFirst()).endsWith("End_CarriedOut");
    assertThat(runs("carry-out-step")).hasSize(2);
  }

  @Test
  void whereNobodyCanTellTheStepIsTakenAsDone() {
    steps.when("verifyStep").answers("unknown", "No probe.");
    called();

    complete("Task_DoByHand", ManualRollbackTest.DONE);

    assertThat(passedFirst()).endsWith("End_CarriedOut");
  }

  @Test
  void aStepThatDoesNotApplyVerifiesNothing() {
    called();

    complete(
        "Task_DoByHand",
        Map.of("stepAnswer", "not-applicable", "evidence", "There is no search here."));

    assertThat(passedFirst()).endsWith("End_NothingToVerify").doesNotContain("Task_VerifyStep");
  }

  @Test
  void whoeverIsStuckEndsTheSteps() {
    called();

    complete("Task_DoByHand", ManualRollbackTest.STUCK);

    assertThat(passedFirst()).endsWith("End_Stuck");
    assertThat(runs("carry-out-step")).hasSize(1);
  }

  @Test
  void theTaskStaysOpenWhenTheStepCannotBeRecorded() {
    called();
    steps.when("recordStep").breaks();

    assertThatThrownBy(() -> complete("Task_DoByHand", ManualRollbackTest.DONE))
        .isInstanceOf(RequestRefused.class);

    assertThat(task().getTaskDefinitionKey()).isEqualTo("Task_DoByHand");
  }
}
