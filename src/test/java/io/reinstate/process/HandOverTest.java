package io.reinstate.process;

import static io.reinstate.process.RollbackError.NOT_STABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

@PathsOf("hand-over")
class HandOverTest extends RunbookTest {

  /** As the traffic rollback calls it. */
  private ProcessInstance handedOver() {
    start(
        "traffic-rollback",
        Map.of("colour", "green", "application", "shop", "reason", "It fails.", "dryRun", false));
    complete("Task_ApproveRollback", APPROVED);
    return runtime.createProcessInstanceQuery().processDefinitionKey("hand-over").singleResult();
  }

  private long looks() {
    return steps.taken().stream().filter("checkStability"::equals).count();
  }

  private Job nextLook() {
    return management.createJobQuery().timers().singleResult();
  }

  private void watchingOnce() {
    steps
        .when("checkStability")
        .sets(Variables.STABILITY, "watching", Variables.WATCH_INTERVAL, "PT10S");
  }

  @Test
  void withoutAWindowItIsOverAtOnce() {
    handedOver();

    assertThat(passed("hand-over")).endsWith("End_HandedOver").doesNotContain("Event_NextLook");
    assertThat(looks()).isEqualTo(1);
  }

  @Test
  void theNextLookIsDueAfterTheIntervalAndNoStepWaitsForIt() {
    var began = stopTheClock();
    watchingOnce();

    var instance = handedOver();

    assertThat(instance).isWaitingAt("Event_NextLook");
    assertThat(management.createJobQuery().messages().count()).isZero();
    assertThat(nextLook().getDuedate().toInstant()).isEqualTo(began.plusSeconds(10));
  }

  @Test
  void itLooksUntilTheWindowIsOver() {
    watchingOnce();
    watchingOnce();
    var instance = handedOver();

    management.executeJob(nextLook().getId());
    run();
    assertThat(instance).isWaitingAt("Event_NextLook");
    management.executeJob(nextLook().getId());
    run();

    assertThat(passed("hand-over")).endsWith("End_HandedOver");
    assertThat(looks()).isEqualTo(3);
  }

  @Test
  void theChecklistForAfterwardsComesWhenTheWindowIsOver() {
    steps.when("readChecklist").succeeds();
    steps.when("readChecklist").sets(Variables.CHECKLIST, "The status page is up to date.");
    handedOver();

    complete("Task_TickChecklist", Map.of("ticked", "[\"1\"]"));

    assertThat(passed("hand-over")).endsWith("Task_WorkThroughChecklist", "End_HandedOver");
  }

  @Test
  void anApplicationThatDoesNotStayHealthyIsNotHandedOver() {
    steps.when("checkStability").fails(NOT_STABLE);

    handedOver();

    assertThat(passed("hand-over")).endsWith("End_NotStable");
    assertThat(task().getTaskDefinitionKey()).isEqualTo("Task_TakeOver");
    assertThat(shown(Variables.FAILURE)).isEqualTo(Steps.message(NOT_STABLE));
  }

  @Test
  void anEmergencyEndsTheWatch() {
    watchingOnce();
    emergencyBegins(handedOver());

    assertThat(passed("hand-over")).endsWith("End_GivenWay");
    assertThat(passed("traffic-rollback")).endsWith("End_Switched");
  }

  @Test
  void anEmergencyDoesNotWaitForTheChecklist() {
    steps.when("readChecklist").succeeds();
    steps.when("readChecklist").sets(Variables.CHECKLIST, "The status page is up to date.");
    emergencyBegins(handedOver());

    assertThat(passed("hand-over")).endsWith("End_GivenWay");
    assertThat(passed("traffic-rollback")).endsWith("End_Switched");
    assertThat(runtime.createProcessInstanceQuery().count()).isZero();
  }

  private void emergencyBegins(ProcessInstance instance) {
    runtime
        .createMessageCorrelation("EMERGENCY_BEGINS")
        .processInstanceId(instance.getId())
        .correlate();
    run();
  }
}
