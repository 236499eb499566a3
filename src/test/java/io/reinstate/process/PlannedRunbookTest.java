package io.reinstate.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

/** A runbook that plans and asks by itself, because it does not roll files back. */
abstract class PlannedRunbookTest extends RunbookTest {

  private final String runbook;
  private final Map<String, Object> inputs;

  PlannedRunbookTest(String runbook, Map<String, Object> inputs) {
    this.runbook = runbook;
    this.inputs = new HashMap<>(inputs);
    this.inputs.putAll(Map.of("application", "shop", "reason", "It fails."));
  }

  private ProcessInstance requested(String flag) {
    var variables = new HashMap<>(inputs);
    variables.put(flag, true);
    return start(runbook, variables);
  }

  ProcessInstance approved() {
    var instance = start(runbook, inputs);
    complete("Task_ApproveRollback", APPROVED);
    return instance;
  }

  @Test
  void aForcedRunWaitsForNoApproval() {
    requested("forced");

    assertThat(steps.taken()).startsWith("claimApplication", "planRollback", "recordForcedRun");
    assertThat(passed("approve-rollback")).doesNotContain("Task_ApproveRollback");
  }

  @Test
  void aRefusalTouchesNothing() {
    var instance = start(runbook, inputs);

    complete("Task_ApproveRollback", REFUSED);

    assertThat(instance).isEnded().hasPassed("End_Refused");
    assertThat(steps.taken()).containsExactly("claimApplication", "planRollback", "recordDecision");
  }

  @Test
  void aDryRunEndsWithThePlan() {
    var instance = requested("dryRun");

    assertThat(instance).isEnded().hasPassed("End_Planned");
    assertThat(steps.taken()).containsExactly("claimApplication", "planRollback");
  }
}
