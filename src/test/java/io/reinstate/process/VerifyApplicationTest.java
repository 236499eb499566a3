package io.reinstate.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

@PathsOf("verify-application")
class VerifyApplicationTest extends RunbookTest {

  private ProcessInstance verified() {
    return start("verify-application", Map.of("application", "shop"));
  }

  @Test
  void aHealthyApplicationNeedsNobody() {
    assertThat(verified())
        .isEnded()
        .hasPassedInOrder("Start", "Task_CheckHealth", "Gateway_Healthy", "End_Healthy");
  }

  @Test
  void anUnhealthyApplicationNeedsNobodyToSaySo() {
    steps.when("checkHealth").sets(Variables.VERDICT, "unhealthy");

    assertThat(verified())
        .isEnded()
        .hasPassed("End_Unhealthy")
        .hasNotPassed("End_Healthy", "Task_DecideWhetherHealthy");
  }

  @Test
  void aPersonDecidesWhereTheProbesCannotTell() {
    steps.when("checkHealth").sets(Variables.VERDICT, "unknown");

    var instance = verified();

    assertThat(instance).isWaitingAt("Task_DecideWhetherHealthy");
    assertThat(groups()).containsExactlyInAnyOrder("operators", "senior-developers");
    assertThat(shown(Variables.HEALTH)).isEqualTo("All probes are healthy.");
  }

  @Test
  void itIsHealthyWhereAPersonSaysSo() {
    steps.when("checkHealth").sets(Variables.VERDICT, "unknown");
    var instance = verified();

    complete("Task_DecideWhetherHealthy", Map.of("verdict", "healthy"));

    assertThat(instance).isEnded().hasPassed("End_Healthy").hasNotPassed("End_Unhealthy");
  }

  @Test
  void itIsNotHealthyWhereAPersonSaysNo() {
    steps.when("checkHealth").sets(Variables.VERDICT, "unknown");
    var instance = verified();

    complete("Task_DecideWhetherHealthy", Map.of("verdict", "unhealthy"));

    assertThat(instance).isEnded().hasPassed("End_Unhealthy").hasNotPassed("End_Healthy");
  }

  @Test
  void itIsNotHealthyWhereAPersonCannotTellEither() {
    steps.when("checkHealth").sets(Variables.VERDICT, "unknown");
    var instance = verified();

    complete("Task_DecideWhetherHealthy", Map.of());

    assertThat(instance).isEnded().hasPassed("End_Unhealthy").hasNotPassed("End_Healthy");
  }
}
