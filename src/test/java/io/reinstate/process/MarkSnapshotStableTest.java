package io.reinstate.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.reinstate.rollback.RequestRefused;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PathsOf("mark-snapshot-stable")
class MarkSnapshotStableTest extends RunbookTest {

  private static final Map<String, Object> VOUCHED =
      Map.of("application", "shop", "snapshot", Steps.TAKEN, "reason", "It served all day.");

  @Test
  void aSnapshotIsMarkedAtOnce() {
    var instance = runtime.startProcessInstanceByKey("mark-snapshot-stable", VOUCHED);

    assertThat(instance)
        .isEnded()
        .hasPassedInOrder(
            "Start", "Task_ClaimApplication", "Task_MarkSnapshotStable", "End_MarkedStable");
    assertThat(steps.taken()).containsExactly("claimApplication", "markSnapshotStable");
  }

  @Test
  void whoStartsItSeesTheRefusalOfADamagedSnapshot() {
    steps.when("markSnapshotStable").breaks();

    assertThatThrownBy(() -> runtime.startProcessInstanceByKey("mark-snapshot-stable", VOUCHED))
        .isInstanceOf(RequestRefused.class);

    assertThat(history.createHistoricProcessInstanceQuery().count()).isZero();
  }
}
