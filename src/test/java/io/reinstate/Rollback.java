package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.reinstate.Caller.Answer;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** One act, started over the API and followed to its end. */
public final class Rollback {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Caller caller;
  private final Caller administrator;
  public final String key;
  public final String instance;

  private Rollback(Caller caller, Caller administrator, JsonNode record) {
    this.caller = caller;
    this.administrator = administrator;
    this.key = record.path("key").asText();
    this.instance = record.path("instance").asText();
  }

  public static Rollback start(int port, String user, String runbook, String inputs) {
    var caller = new Caller(port, user);
    var answer = caller.post("/api/runbooks/" + runbook + "/start", inputs);
    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(201);
    return new Rollback(caller, new Caller(port, "admin"), answer.json());
  }

  /** The act that began last. */
  static Rollback last(int port, String user) {
    var caller = new Caller(port, user);
    var record = caller.get("/api/rollbacks?most=1").json().path(0);
    return new Rollback(caller, new Caller(port, "admin"), record);
  }

  /** Cancels what earlier tests left running, and waits until what they began is undone. */
  public static void cancelAll(int port) {
    var administrator = new Caller(port, "admin");
    await("nothing runs")
        .atMost(PATIENCE)
        .until(
            () -> {
              var left =
                  administrator
                      .get("/engine-rest/process-instance?rootProcessInstances=true")
                      .json();
              for (var instance : left) {
                if (!instance.path("definitionKey").asText().startsWith("undo-")) {
                  administrator.delete(
                      "/engine-rest/process-instance/" + instance.path("id").asText());
                }
              }
              return left.isEmpty();
            });
  }

  Answer history() {
    return caller.get("/api/rollbacks/" + key);
  }

  public Rollback untilEnded() {
    await(key)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !history().text("/record/outcome").equals("null"));
    return this;
  }

  String outcome() {
    return history().text("/record/outcome");
  }

  String detail() {
    return history().text("/record/detail");
  }

  /** What it waits for, and whom. */
  List<String> waitsFor() {
    return StreamSupport.stream(history().json().path("waitingFor").spliterator(), false)
        .map(
            waiting ->
                waiting.path("step").asText()
                    + ": "
                    + waiting.path("candidates")
                    + waiting.path("failure").asText(""))
        .toList();
  }

  /** The steps of all its processes, by what the diagrams call them. */
  List<String> steps() {
    return StreamSupport.stream(history().json().path("processes").spliterator(), false)
        .flatMap(process -> StreamSupport.stream(process.path("steps").spliterator(), false))
        .map(step -> step.path("name").asText())
        .toList();
  }

  /** The value of a variable in the first of its processes that has it. */
  String variable(String name) {
    return StreamSupport.stream(history().json().path("processes").spliterator(), false)
        .flatMap(process -> StreamSupport.stream(process.path("variables").spliterator(), false))
        .filter(variable -> variable.path("name").asText().equals(name))
        .map(variable -> variable.path("value").asText())
        .findFirst()
        .orElse("");
  }

  /** The running instance of a process it called. */
  String called(String process) {
    return administrator
        .get(
            "/engine-rest/process-instance?processDefinitionKey=" + process + "&businessKey=" + key)
        .json()
        .path(0)
        .path("id")
        .asText();
  }

  /** The open task of that name, waited for. */
  public String task(String name) {
    await(name)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !open(name).isEmpty());
    return open(name);
  }

  private String open(String name) {
    return StreamSupport.stream(
            administrator
                .get("/engine-rest/task?processInstanceBusinessKey=" + key)
                .json()
                .spliterator(),
            false)
        .filter(task -> task.path("name").asText().equals(name))
        .map(task -> task.path("id").asText())
        .findFirst()
        .orElse("");
  }

  /** A person answers an approval: approve, refuse, or what else the form offers. */
  static void decide(int port, String approver, String task, String decision) {
    var answer =
        new Caller(port, approver)
            .post("/engine-rest/task/" + task + "/submit-form", decision(decision, "agreed"));
    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(204);
  }

  static String decision(String answer, String reason) {
    return "{\"variables\":{\"decision\":{\"value\":\"%s\"},\"decisionReason\":{\"value\":\"%s\"}}}"
        .formatted(answer, reason);
  }
}
