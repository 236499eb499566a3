package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;

/**
 * A step of a process that the engine does not begin until it is let go; nobody can from outside.
 */
final class HeldStep implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final ManagementService engine;
  private final String definition;

  private HeldStep(ManagementService engine, String definition) {
    this.engine = engine;
    this.definition = definition;
  }

  /** Holds a step before a rollback comes to it. */
  static HeldStep of(ManagementService engine, String process, String activity) {
    var definitions =
        engine
            .createJobDefinitionQuery()
            .processDefinitionKey(process)
            .activityIdIn(activity)
            .list();
    assertThat(definitions).as("%s %s", process, activity).hasSize(1);
    var held = new HeldStep(engine, definitions.get(0).getId());
    held.hold();
    return held;
  }

  /** Waits until a rollback has come to it. */
  HeldStep awaitReached() {
    await("a rollback comes to the held step").atMost(PATIENCE).until(() -> job() != null);
    return this;
  }

  /** Waits until it was begun and failed. */
  void awaitFailed(String message) {
    await("the step fails: " + message)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> assertThat(job().getExceptionMessage()).contains(message));
  }

  /** How often it is tried yet. */
  int retries() {
    return job().getRetries();
  }

  private Job job() {
    return engine.createJobQuery().jobDefinitionId(definition).singleResult();
  }

  void hold() {
    engine.suspendJobDefinitionById(definition, true);
  }

  void letGo() {
    engine.activateJobDefinitionById(definition, true);
  }

  @Override
  public void close() {
    letGo();
  }
}
