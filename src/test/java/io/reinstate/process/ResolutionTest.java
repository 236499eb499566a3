package io.reinstate.process;

import static io.reinstate.process.RollbackError.SNAPSHOT_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.reinstate.rollback.RequestRefused;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever takes over tells what they did, in whichever model the task is. */
class ResolutionTest extends RunbookTest {

  private static final Map<String, Object> REQUEST =
      Map.of("application", "shop", "label", "manual", "reason", "Before the sale.");

  static List<Path> models() {
    return Models.processes();
  }

  private ProcessInstance waiting(Map<String, Object> inputs) {
    steps.when("takeSnapshot").fails(SNAPSHOT_FAILED);
    return start("take-snapshot", inputs);
  }

  private void completeWith(Map<String, Object> variables) {
    tasks.complete(task().getId(), variables);
  }

  @Test
  void nothingToldIsRefusedAndLeavesTheTaskOpen() {
    var instance = waiting(REQUEST);

    assertThatThrownBy(() -> completeWith(Map.of()))
        .hasRootCauseInstanceOf(RequestRefused.class)
        .hasMessageContainingAll("Nobody will know", "resolution", "Write one sentence");

    assertThat(instance).isWaitingAt("Task_TakeOver");
    complete("Task_TakeOver", TAKEN_OVER);
    assertThat(instance).isEnded().hasPassed("End_NoSnapshot");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n"})
  void blankIsNothing(String told) {
    var instance = waiting(REQUEST);

    assertThatThrownBy(() -> completeWith(Map.of("resolution", told)))
        .hasRootCauseInstanceOf(RequestRefused.class);

    assertThat(instance).isWaitingAt("Task_TakeOver");
  }

  @Test
  void theFormIsRefusedTheSame() {
    waiting(REQUEST);
    var form = engine.getFormService();

    assertThatThrownBy(() -> form.submitTaskForm(task().getId(), Map.of("resolution", "")))
        .hasRootCauseInstanceOf(RequestRefused.class);
  }

  @Test
  void whatWasToldInAnEarlierTaskIsNoAnswerToThisOne() {
    waiting(
        Map.of(
            "application", "shop", "label", "manual", "reason", "x", "resolution", "Of before."));

    assertThat(shown(Variables.RESOLUTION)).isNull();
    assertThatThrownBy(() -> completeWith(Map.of())).hasRootCauseInstanceOf(RequestRefused.class);
  }

  @Test
  void whoeverCancelsTellsNothing() {
    var instance = waiting(REQUEST);

    runtime.deleteProcessInstance(instance.getId(), "not needed");

    assertThat(instance).isEnded();
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyTakeOverShowsTheFormThatIsChecked(Path model) {
    for (var task : Models.read(model).getModelElementsByType(UserTask.class)) {
      assertThat(task.getName().equals("Take over") || task.getId().equals("Task_TakeOver"))
          .as(task.getId())
          .isEqualTo("take-over".equals(task.getCamundaFormRef()));
    }
  }
}
