package io.reinstate.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.reinstate.rollback.RequestRefused;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PathsOf("cancel-rollback")
class CancelRollbackTest extends RunbookTest {

  private static final Map<String, Object> UNWANTED =
      Map.of("rollback", "shop-0001", "reason", "The shop is well again.");

  @Test
  void aRollbackIsCancelledAtOnce() {
    var instance = runtime.startProcessInstanceByKey("cancel-rollback", UNWANTED);

    assertThat(instance)
        .isEnded()
        .hasPassedInOrder("Start", "Task_CancelRollback", "End_Cancelled");
    assertThat(steps.taken()).containsExactly("cancelRollback");
  }

  @Test
  void whoStartsItSeesThatTheRollbackHasEnded() {
    steps.when("cancelRollback").breaks();

    assertThatThrownBy(() -> runtime.startProcessInstanceByKey("cancel-rollback", UNWANTED))
        .isInstanceOf(RequestRefused.class);

    assertThat(history.createHistoricProcessInstanceQuery().count()).isZero();
  }
}
