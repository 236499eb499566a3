package io.reinstate.process;

import static io.reinstate.process.RollbackError.EXCHANGE_FAILED;
import static io.reinstate.process.RollbackError.SNAPSHOT_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

/** What every runbook does that rolls back files and nothing else. */
abstract class FilesRollbackTest extends RunbookTest {

  private final String runbook = getClass().getAnnotation(PathsOf.class).value();

  /** What it is about besides the application. */
  abstract Map<String, Object> subject();

  /** The steps up to its plan. */
  String[] before() {
    return new String[] {"claimApplication", "planRollback"};
  }

  /** The last step of one that restored. */
  String last() {
    return "checkStability";
  }

  /** The process it calls to be carried out. */
  String carriesOut() {
    return "Task_CarryOutRollback";
  }

  private ProcessInstance requested(Map<String, Object> more) {
    var variables = new HashMap<String, Object>(subject());
    variables.putAll(Map.of("application", "shop", "reason", "It is broken."));
    variables.putAll(more);
    return start(runbook, variables);
  }

  ProcessInstance approved() {
    var instance = requested(Map.of());
    complete("Task_ApproveRollback", APPROVED);
    return instance;
  }

  @Test
  void anApprovedPlanRestoresTheFiles() {
    var instance = approved();

    assertThat(instance)
        .isEnded()
        .hasPassedInOrder(
            "Start", "Task_ClaimApplication", carriesOut(), "Gateway_Ended", "End_Restored");
    assertThat(steps.taken()).startsWith(before()).endsWith(last());
    assertThat(variable("approve-rollback", Variables.RUNBOOK)).isEqualTo(runbook);
    assertThat(variable(runbook, Variables.APPROVER)).isEqualTo("samir");
    assertThat(variable(runbook, Variables.SAFETY_SNAPSHOT)).isEqualTo(Steps.SAFETY);
  }

  @Test
  void whatItIsAboutReachesThePlan() {
    requested(Map.of());

    subject()
        .forEach(
            (name, value) ->
                assertThat(runtime.getVariable(runs("carry-out-rollback").get(0), name))
                    .isEqualTo(value));
  }

  @Test
  void aRefusalTouchesNothing() {
    var instance = requested(Map.of());

    complete("Task_ApproveRollback", REFUSED);

    assertThat(instance).isEnded().hasPassed("End_Refused");
    assertThat(steps.taken()).startsWith(before()).endsWith("recordDecision");
    assertThat(steps.taken()).hasSize(before().length + 1);
    assertThat(variable(runbook, Variables.DECISION_REASON)).isEqualTo("Wait for the evening.");
  }

  @Test
  void aDryRunTouchesNothing() {
    var instance = requested(Map.of("dryRun", true));

    assertThat(instance).isEnded().hasPassed("End_Planned");
    assertThat(steps.taken()).containsExactly(before());
  }

  @Test
  void aForcedRunWaitsForNobody() {
    var instance = requested(Map.of("forced", true));

    assertThat(instance).isEnded().hasPassed("End_Restored");
    assertThat(steps.taken())
        .startsWith(before())
        .contains("recordForcedRun")
        .doesNotContain("recordDecision");
  }

  @Test
  void theEmergencyRollbackMayRestoreIt() {
    steps.when("exchangeFiles").fails(EXCHANGE_FAILED);

    var instance = approved();

    assertThat(instance).isEnded().hasPassed("End_RestoredByEmergency");
  }

  @Test
  void aPersonMayHaveToTakeOver() {
    steps.when("takeSafetySnapshot").fails(SNAPSHOT_FAILED);
    var instance = approved();

    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance).isEnded().hasPassed("End_HandedOver");
    assertThat(variable(runbook, Variables.RESOLUTION)).isEqualTo("Mended by hand.");
    assertThat(variable(runbook, Variables.FAILURE)).isEqualTo(Steps.message(SNAPSHOT_FAILED));
  }
}
