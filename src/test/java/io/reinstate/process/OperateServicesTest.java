package io.reinstate.process;

import static io.reinstate.process.RollbackError.START_FAILED;
import static io.reinstate.process.RollbackError.STOP_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.reinstate.rollback.RequestRefused;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

@PathsOf("operate-services")
class OperateServicesTest extends RunbookTest {

  private ProcessInstance requested(String operation, Map<String, Object> more) {
    var variables = new HashMap<String, Object>(more);
    variables.putAll(
        Map.of("application", "shop", "reason", "New certificate.", "operation", operation));
    return start("operate-services", variables);
  }

  @Test
  void aRestartStopsStartsAndVerifies() {
    var instance = requested("restart", Map.of());

    assertThat(instance).isEnded().hasPassed("End_ServicesRun");
    assertThat(steps.taken())
        .containsExactly(
            "claimApplication", "planOperation", "stopServices", "startServices", "checkHealth");
  }

  @Test
  void aStartStopsNothing() {
    steps.when("planOperation").sets(Variables.STOPS, false);

    var instance = requested("start", Map.of());

    assertThat(instance).isEnded().hasPassed("End_ServicesRun");
    assertThat(steps.taken())
        .containsExactly("claimApplication", "planOperation", "startServices", "checkHealth");
  }

  @Test
  void aStartInPlaceOfTheMinimalServerStopsThatFirst() {
    requested("start", Map.of());

    assertThat(steps.taken()).containsSubsequence("stopServices", "startServices");
  }

  @Test
  void aStopStartsNothing() {
    var instance = requested("stop", Map.of());

    assertThat(instance).isEnded().hasPassed("End_Stopped");
    assertThat(steps.taken()).containsExactly("claimApplication", "planOperation", "stopServices");
  }

  @Test
  void aDryRunTouchesNothing() {
    var instance = requested("restart", Map.of("dryRun", true));

    assertThat(instance).isEnded().hasPassed("End_Planned");
    assertThat(steps.taken()).containsExactly("claimApplication", "planOperation");
  }

  @Test
  void whoStartsItSeesWhyItIsRefused() {
    steps.when("planOperation").breaks();

    assertThatThrownBy(() -> requested("restart", Map.of())).isInstanceOf(RequestRefused.class);
    assertThat(runs("operate-services")).isEmpty();
  }

  @Test
  void whatDoesNotStopIsForAPerson() {
    steps.when("stopServices").fails(STOP_FAILED);
    var instance = requested("stop", Map.of());

    assertThat(shown(Variables.FAILURE)).isEqualTo(Steps.message(STOP_FAILED));
    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance).isEnded().hasPassed("End_HandedOver").hasNotPassed("Task_StartServices");
  }

  @Test
  void whatDoesNotStartIsForAPerson() {
    steps.when("startServices").fails(START_FAILED);
    var instance = requested("restart", Map.of());

    assertThat(shown(Variables.FAILURE)).isEqualTo(Steps.message(START_FAILED));
    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance).isEnded().hasPassed("End_HandedOver");
  }

  @Test
  void whatDoesNotWorkIsForAPerson() {
    steps.when("checkHealth").answers("unhealthy", "The shop answers 500.");
    var instance = requested("restart", Map.of());

    assertThat(shown(Variables.FAILURE)).isEqualTo("The shop answers 500.");
    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance).isEnded().hasPassed("End_HandedOver").hasNotPassed("End_ServicesRun");
  }
}
