package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** A step of a process that the engine does not begin until it is let go. */
final class HeldStep implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Caller administrator;
  private final String definition;

  private HeldStep(Caller administrator, String definition) {
    this.administrator = administrator;
    this.definition = definition;
  }

  /** Holds a step before a rollback comes to it. */
  static HeldStep of(int port, String process, String activity) {
    var administrator = new Caller(port, "admin");
    var definitions =
        administrator
            .get(
                "/engine-rest/job-definition?processDefinitionKey="
                    + process
                    + "&activityIdIn="
                    + activity)
            .json();
    assertThat(definitions).as("%s %s: %s", process, activity, definitions).hasSize(1);
    var held = new HeldStep(administrator, definitions.path(0).path("id").asText());
    held.hold();
    return held;
  }

  /** Waits until a rollback has come to it. */
  HeldStep awaitReached() {
    await("a rollback comes to the held step").atMost(PATIENCE).until(() -> !job().isMissingNode());
    return this;
  }

  /** Waits until it was begun and failed. */
  void awaitFailed(String message) {
    await("the step fails: " + message)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> assertThat(job().path("exceptionMessage").asText()).contains(message));
  }

  /** How often it is tried yet. */
  int retries() {
    return job().path("retries").asInt();
  }

  private JsonNode job() {
    return administrator.get("/engine-rest/job?jobDefinitionId=" + definition).json().path(0);
  }

  void hold() {
    suspend(true);
  }

  void letGo() {
    suspend(false);
  }

  private void suspend(boolean suspended) {
    var answer =
        administrator.put(
            "/engine-rest/job-definition/" + definition + "/suspended",
            "{\"includeJobs\":true,\"suspended\":" + suspended + "}");
    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(204);
  }

  @Override
  public void close() {
    letGo();
  }
}
