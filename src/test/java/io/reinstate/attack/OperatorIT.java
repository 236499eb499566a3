package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.Caller;
import io.reinstate.Caller.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** An operator may start, and wants to do more. */
@Tag("long")
class OperatorIT {

  /** A timer that runs a script, as a form of a foreign page posts it. */
  private static final String DEPLOYMENT =
      """
      --bound\r
      Content-Disposition: form-data; name="x"; filename="x.bpmn"\r
      \r
      <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">
        <process id="x" isExecutable="true"><startEvent id="s"><timerEventDefinition>
          <timeDate>2020-01-01T00:00:00Z</timeDate></timerEventDefinition></startEvent>
        </process></definitions>\r
      --bound--\r
      """;

  private static final String START = "/engine-rest/process-definition/key/%s/start";

  @Attack
  void sendsNoObject(RunsAs runsAs) {
    var operator = runsAs.reinstate().as("olivia");
    var trace = Path.of("/tmp", "reinstate-attack-" + System.nanoTime());
    var source =
        "{\\\"url\\\":\\\"jdbc:h2:mem:x;INIT=CALL FILE_WRITE('x','%s')\\\"}".formatted(trace);
    for (var type :
        List.of("Object", "object", "Bytes", "File", "Json", "Xml", "json", "OBJECT", "Date")) {
      var answer =
          operator.post(
              START.formatted("module-rollback"),
              """
              {"variables":{"application":{"value":"shop"},"module":{"value":"payment"},
               "reason":{"type":"%s","value":"%s","valueInfo":{
                 "objectTypeName":"org.springframework.jdbc.datasource.DriverManagerDataSource",
                 "serializationDataFormat":"application/json"}}}}
              """
                  .formatted(type, source));
      if (!type.equalsIgnoreCase("json")) {
        assertThat(answer.status()).as(type).isIn(400, 422);
        assertThat(answer.text("/message")).as(type).contains("not taken from outside");
      }
    }
    assertThat(trace).doesNotExist();
    stopAll(runsAs);
  }

  @Attack
  void startsNowhereButAtTheStart(RunsAs runsAs) {
    var operator = runsAs.reinstate().as("olivia");
    for (var activity : List.of("Task_CutOver", "Task_ApproveRollback", "Task_RecordForcedRun")) {
      for (var runbook :
          List.of("module-rollback", "feature-toggle-rollback", "approve-rollback")) {
        var answer =
            operator.post(
                START.formatted(runbook),
                """
                {"variables":{"dryRun":{"value":true},"planSummary":{"value":"nothing to see"}},
                 "startInstructions":[{"type":"startBeforeActivity","activityId":"%s"}]}
                """
                    .formatted(activity));
        refused(answer, runbook + " at " + activity);
        assertThat(answer.text("/message")).contains("starts at its start event");
      }
    }
    assertThat(running(operator)).isZero();
  }

  @Attack
  void setsNothingButInputs(RunsAs runsAs) {
    var operator = runsAs.reinstate().as("olivia");
    for (var variable : List.of("approved", "requester", "plan", "planSummary", "forcingGroup")) {
      var answer =
          operator.post(
              START.formatted("module-rollback"),
              """
              {"variables":{"application":{"value":"shop"},"module":{"value":"payment"},
               "reason":{"value":"attack"},"%s":{"value":"mine"}}}
              """
                  .formatted(variable));
      refused(answer, variable);
    }
    assertThat(running(operator)).isZero();
  }

  @Attack
  void changesNothingOfWhatRuns(RunsAs runsAs) {
    var operator = runsAs.reinstate().as("olivia");
    var instance = waiting(operator);
    var task = operator.get("/engine-rest/task?processInstanceBusinessKeyLike=shop%25").json();
    var here = "/engine-rest/process-instance/" + instance;
    var jump = "{\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"X\"}]}";
    forbidden(operator.post(here + "/modification", jump));
    forbidden(operator.post(here + "/modification-async", jump));
    forbidden(operator.put(here + "/variables/approved", "{\"value\":true}"));
    forbidden(
        operator.post(here + "/variables", "{\"modifications\":{\"approved\":{\"value\":true}}}"));
    forbidden(operator.delete(here + "/variables/reason"));
    forbidden(operator.put(here + "/suspended", "{\"suspended\":true}"));
    forbidden(operator.post("/engine-rest/process-instance/variables-async", "{}"));
    forbidden(operator.post("/engine-rest/process-instance/message-async", "{}"));
    forbidden(operator.post("/engine-rest/modification/execute", "{}"));
    forbidden(operator.post("/engine-rest/migration/execute", "{}"));
    forbidden(operator.post("/engine-rest/migration/generate", "{}"));
    forbidden(operator.post("/engine-rest/message", "{\"messageName\":\"EMERGENCY_BEGINS\"}"));
    forbidden(operator.post("/engine-rest/signal", "{\"name\":\"x\"}"));
    forbidden(operator.post("/engine-rest/condition", "{\"variables\":{}}"));
    forbidden(operator.post("/engine-rest/external-task/fetchAndLock", "{}"));
    forbidden(
        operator.post(
            "/engine-rest/decision-definition/key/rollback-authority/evaluate",
            "{\"variables\":{\"runbook\":{\"value\":\"${1}\"}}}"));
    assertThat(task.size()).isPositive();
    for (var each : task) {
      var path = "/engine-rest/task/" + each.path("id").asText();
      forbidden(operator.put(path + "/variables/approved", "{\"value\":true}"));
      forbidden(operator.put(path + "/localVariables/approved", "{\"value\":true}"));
      forbidden(
          operator.post(
              path + "/identity-links", "{\"userId\":\"olivia\",\"type\":\"candidate\"}"));
      forbidden(operator.post(path + "/resolve", "{}"));
      forbidden(operator.post(path + "/delegate", "{\"userId\":\"olivia\"}"));
      forbidden(operator.post(path + "/bpmnError", "{\"errorCode\":\"X\"}"));
    }
    stopAll(runsAs);
  }

  @Attack
  void pushesNoTimer(RunsAs runsAs) {
    var operator = runsAs.reinstate().as("olivia");
    waiting(operator);
    var timers = operator.get("/engine-rest/job?timers=true&processDefinitionKey=approve-rollback");
    assertThat(timers.json().size()).isPositive();
    var job = "/engine-rest/job/" + timers.text("/0/id");
    var past = "\"2020-01-01T00:00:00.000+0000\"";
    refused(operator.put(job + "/retries", "{\"retries\":1,\"dueDate\":" + past + "}"), "due date");
    refused(operator.put(job + "/retries", "{\"retries\":1}"), "a job that did not fail");
    forbidden(operator.put(job + "/duedate", "{\"duedate\":" + past + "}"));
    forbidden(operator.post(job + "/duedate/recalculate", ""));
    forbidden(operator.post(job + "/execute", ""));
    forbidden(operator.put(job + "/suspended", "{\"suspended\":true}"));
    forbidden(operator.delete(job));
    forbidden(operator.post("/engine-rest/job/retries", "{\"retries\":1}"));
    stopAll(runsAs);
  }

  @Attack
  void asksNoFilterToRunAnExpression(RunsAs runsAs) {
    var operator = runsAs.reinstate().as("olivia");
    var filter = operator.get("/engine-rest/filter").text("/0/id");
    var trace = Path.of("/tmp", "reinstate-attack-" + System.nanoTime());
    var expression = "${''.getClass().forName('java.lang.Runtime').getRuntime().exec('touch %s')}";
    var answer =
        operator.post(
            "/engine-rest/filter/" + filter + "/list",
            "{\"assigneeExpression\":\"%s\"}".formatted(expression.formatted(trace)));
    refused(answer, "assigneeExpression");
    refused(
        operator.post(
            "/engine-rest/filter/" + filter + "/count",
            "{\"orQueries\":[{\"candidateUserExpression\":\"${1}\"}]}"),
        "an expression within");
    assertThat(Files.exists(trace)).isFalse();
    forbidden(operator.post("/engine-rest/filter/create", "{}"));
  }

  @Attack
  void deploysNothing(RunsAs runsAs) {
    for (var person : List.of("olivia", "admin")) {
      var caller = runsAs.reinstate().as(person);
      var deployments = caller.get("/engine-rest/deployment/count").text("/count");
      for (var api :
          List.of(
              "/engine-rest", "/engine-rest/engine/default", "/engine-rest/engine/x/../default")) {
        var answer =
            caller.post(
                api + "/deployment/create", DEPLOYMENT, "multipart/form-data; boundary=bound");
        assertThat(answer.status()).as(api).isIn(400, 403, 404);
      }
      assertThat(caller.get("/engine-rest/deployment/count").text("/count")).isEqualTo(deployments);
    }
  }

  /** A module rollback that waits for its approval. */
  static String waiting(Caller operator) {
    var started =
        operator.post(
            "/api/runbooks/module-rollback/start",
            "{\"application\":\"shop\",\"module\":\"payment\",\"reason\":\"attack\"}");
    assertThat(started.status()).as("%s", started).isBetween(200, 299);
    return operator.get("/engine-rest/process-instance?rootProcessInstances=true").text("/0/id");
  }

  static void forbidden(Answer answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(403);
  }

  static void refused(Answer answer, String what) {
    assertThat(answer.status()).as("%s: %s", what, answer).isIn(400, 403, 422);
  }

  static long running(Caller caller) {
    return caller.get("/engine-rest/process-instance/count").json().path("count").asLong();
  }

  static void stopAll(RunsAs runsAs) {
    var operator = runsAs.reinstate().as("olivia");
    for (var instance :
        operator.get("/engine-rest/process-instance?rootProcessInstances=true").json()) {
      operator.delete("/engine-rest/process-instance/" + instance.path("id").asText());
    }
    org.awaitility.Awaitility.await().until(() -> running(operator) == 0);
  }
}
