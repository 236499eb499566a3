package io.reinstate.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.reinstate.rollback.RequestRefused;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

@PathsOf("work-through-checklist")
class WorkThroughChecklistTest extends RunbookTest {

  private static final Map<String, Object> TICKED = Map.of("ticked", "[\"1\",\"2\"]");

  private ProcessInstance calledFor(String checklist) {
    steps.when("readChecklist").sets(Variables.CHECKLIST, checklist);
    return start("work-through-checklist", Map.of("application", "shop"));
  }

  @Test
  void whoeverMayStartARollbackMayTick() {
    var instance = calledFor("The team is told.\nThe state is backed up.");

    assertThat(instance).isWaitingAt("Task_TickChecklist");
    assertThat(groups())
        .containsExactlyInAnyOrder("operators", "senior-developers", "project-leads");
    assertThat(shown(Variables.CHECKLIST)).isEqualTo("The team is told.\nThe state is backed up.");
  }

  @Test
  void whatWasTickedIsRecorded() {
    var instance = calledFor("The team is told.\nThe state is backed up.");

    complete("Task_TickChecklist", TICKED);

    assertThat(instance).isEnded().hasPassed("End_WorkedThrough");
    assertThat(steps.taken()).containsExactly("recordChecklist");
  }

  @Test
  void theTaskStaysOpenWhenSomethingIsNotTicked() {
    var instance = calledFor("The team is told.\nThe state is backed up.");
    steps.when("recordChecklist").breaks();

    assertThatThrownBy(() -> complete("Task_TickChecklist", Map.of("ticked", "[\"1\"]")))
        .isInstanceOf(RequestRefused.class);

    assertThat(instance).isWaitingAt("Task_TickChecklist");
  }

  @Test
  void withoutAListNobodyIsAsked() {
    var instance = calledFor("");

    assertThat(instance).isEnded().hasPassed("End_NothingToTick");
    assertThat(steps.taken()).isEmpty();
  }
}
