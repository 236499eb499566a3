package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** An operator tells the engine more than Tasklist would: it is refused before it is read. */
@Tag("long")
class OperatorEngineIT {

  private static final String START = "/engine-rest/process-definition/key/module-rollback/start";

  private static final String INPUTS =
      "\"application\":{\"value\":\"shop\"},\"module\":{\"value\":\"payment\"},";

  @Attack
  void startsWithAnObjectOfAClassOfOwnChoice(RunsAs runsAs) {
    var olivia = new Sender(runsAs.reinstate(), "olivia");
    var values =
        List.of(
            "{\"type\":\"Object\",\"value\":\"{}\",\"valueInfo\":{\"objectTypeName\":\"org.springframework.jdbc.datasource.DriverManagerDataSource\",\"serializationDataFormat\":\"application/json\"}}",
            "{\"type\":\"object\",\"value\":\"rO0AB\",\"valueInfo\":{\"objectTypeName\":\"x\",\"serializationDataFormat\":\"application/x-java-serialized-object\"}}",
            "{\"type\":\"Bytes\",\"value\":\"QUJD\"}",
            "{\"type\":\"File\",\"value\":\"QUJD\",\"valueInfo\":{\"filename\":\"x\"}}",
            "{\"type\":\"Xml\",\"value\":\"<x/>\"}",
            "{\"value\":{\"a\":1}}",
            "{\"value\":[\"a\"]}",
            "{\"value\":99999999999999999999999}",
            "{\"value\":\"x\",\"valueInfo\":{\"transient\":true}}",
            "\"x\"");
    for (var path : List.of(START, START.replace("/start", "/submit-form"))) {
      for (var value : values) {
        var answer =
            olivia.json("POST", path, "{\"variables\":{" + INPUTS + "\"reason\":" + value + "}}");
        assertThat(answer.statusCode()).as("%s: %s", value, answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("Values are of type String");
      }
    }
  }

  @Attack
  void startsElsewhereThanAtTheStart(RunsAs runsAs) {
    var olivia = new Sender(runsAs.reinstate(), "olivia");
    var instructions =
        "\"startInstructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"Task_CutOver\"}]";
    var answer =
        olivia.json(
            "POST",
            START,
            "{" + instructions + ",\"variables\":{" + INPUTS + "\"reason\":{\"value\":\"x\"}}}");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("startInstructions");
    assertThat(olivia.json("POST", START, "{\"businessKey\":\"shop-0001\"}").statusCode())
        .isEqualTo(403);
  }

  @Attack
  void writesTheSameKeyTwiceOrInAnotherWay(RunsAs runsAs) {
    var olivia = new Sender(runsAs.reinstate(), "olivia");
    var twice = "{\"variables\":{},\"variables\":{" + INPUTS + "\"reason\":{\"value\":\"x\"}}}";
    assertThat(olivia.json("POST", START, twice).statusCode()).isEqualTo(400);
    assertThat(olivia.json("POST", START, "{} {}").statusCode()).isEqualTo(400);
    assertThat(olivia.json("POST", START, "[]").statusCode()).isEqualTo(400);
    assertThat(
            olivia
                .send("POST", START, "application/json;charset=UTF-16", "{\"variables\":{}}")
                .statusCode())
        .isEqualTo(415);
    assertThat(olivia.send("POST", START, "text/plain", "{}").statusCode()).isEqualTo(415);
    var large = "{\"variables\":{\"reason\":{\"value\":\"" + "x".repeat(1 << 20) + "\"}}}";
    assertThat(olivia.json("POST", START, large).statusCode()).isEqualTo(413);
  }

  @Attack
  void asksWithExpressions(RunsAs runsAs) {
    var olivia = new Sender(runsAs.reinstate(), "olivia");
    var filter =
        olivia
            .json("GET", "/engine-rest/filter", "")
            .body()
            .replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    var expression = "${''.getClass().forName('java.lang.Runtime')}";
    for (var path :
        List.of(
            "/filter/" + filter + "/list",
            "/filter/" + filter + "/count",
            "/task",
            "/task/count")) {
      for (var body :
          List.of(
              "{\"assigneeExpression\":\"%s\"}",
              "{\"orQueries\":[{\"candidateGroupsExpression\":\"%s\"}]}",
              "{\"taskVariables\":[{\"nameExpression\":\"%s\"}]}")) {
        var answer = olivia.json("POST", "/engine-rest" + path, body.formatted(expression));
        assertThat(answer.statusCode()).as("%s %s", path, answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("Expression");
      }
    }
    assertThat(
            olivia.json("GET", "/engine-rest/task?assigneeExpression=%24%7B1%7D", "").statusCode())
        .isGreaterThanOrEqualTo(400);
  }

  @Attack
  void writesThePathInAnotherWay(RunsAs runsAs) {
    var olivia = new Sender(runsAs.reinstate(), "olivia");
    for (var path :
        List.of(
            "/engine-rest/message",
            "/engine-rest/message/",
            "/engine-rest/engine/default/message",
            "/engine-rest//message",
            "/engine-rest/message;x=y",
            "/engine-rest;x=y/message",
            "/engine-rest/%6dessage",
            "/engine-rest/task/../message",
            "/engine-rest/engine/default//message",
            "/engine-rest/MESSAGE",
            "/ENGINE-REST/message",
            "/camunda/api/engine/engine/default/message")) {
      assertThat(olivia.json("POST", path, "{\"messageName\":\"x\"}").statusCode())
          .as(path)
          .isIn(400, 401, 403, 404, 405);
    }
    for (var header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
      assertThat(olivia.json("POST", "/engine-rest/user/adrian", "", header, "DELETE").statusCode())
          .isIn(403, 404, 405);
    }
    assertThat(olivia.json("GET", "/engine-rest/user", "").body()).doesNotContain("forged");
  }

  @Attack
  void setsTheTimeOfAStepThatHasNotFailed(RunsAs runsAs) {
    var olivia = new Sender(runsAs.reinstate(), "olivia");
    var job = "/engine-rest/job/none";
    assertThat(
            olivia
                .json(
                    "PUT",
                    job + "/retries",
                    "{\"retries\":1,\"dueDate\":\"2020-01-01T00:00:00.000+0000\"}")
                .statusCode())
        .isEqualTo(403);
    assertThat(olivia.json("PUT", job + "/retries", "{\"retries\":0}").statusCode()).isEqualTo(403);
    for (var path : List.of("/duedate", "/suspended", "/priority")) {
      assertThat(olivia.json("PUT", job + path, "{}").statusCode()).as(path).isEqualTo(403);
    }
    assertThat(olivia.json("POST", job + "/execute", "").statusCode()).isEqualTo(403);
    assertThat(olivia.json("POST", "/engine-rest/job/retries", "{\"retries\":1}").statusCode())
        .isEqualTo(403);
  }

  @Attack
  void isUsedByAForeignPage(RunsAs runsAs) {
    var reinstate = runsAs.reinstate();
    var olivia = new Sender(reinstate, "olivia");
    for (var path :
        List.of(
            START,
            "/api/runbooks/take-snapshot/start",
            "/camunda/api/engine/engine/default/task",
            "/api/applications")) {
      for (var header :
          List.of(
              new String[] {"Origin", "http://evil.example"},
              new String[] {"Origin", "null"},
              new String[] {"Origin", "http://127.0.0.1:1"},
              new String[] {"Sec-Fetch-Site", "cross-site"},
              new String[] {"Sec-Fetch-Site", "same-site"})) {
        var answer = olivia.json("POST", path, "{}", header);
        assertThat(answer.statusCode()).as(path).isEqualTo(403);
        assertThat(answer.body()).contains("reinstate.web.origins");
      }
    }
    var own = "http://127.0.0.1:" + reinstate.port();
    assertThat(
            olivia
                .json(
                    "POST",
                    "/engine-rest/task/count",
                    "{}",
                    "Origin",
                    own,
                    "Sec-Fetch-Site",
                    "same-origin")
                .statusCode())
        .isEqualTo(200);
  }

  @Attack
  void floodsWithStartsSetsATimerAndCancelsWithoutARecord(RunsAs runsAs) {
    var reinstate = runsAs.reinstate();
    var olivia = new Sender(reinstate, "olivia");
    var caller = reinstate.as("olivia");
    var started =
        caller.post(
            "/api/runbooks/module-rollback/start",
            "{\"application\":\"shop\",\"module\":\"payment\",\"reason\":\"x\"}");
    assertThat(started.status()).as("%s", started.json()).isEqualTo(201);
    var key = started.text("/key");
    await("it waits for an approval")
        .atMost(Duration.ofMinutes(2))
        .until(() -> !caller.get("/engine-rest/job?timers=true").json().isEmpty());

    var timer = caller.get("/engine-rest/job?timers=true").text("/0/id");
    var due = caller.get("/engine-rest/job/" + timer).text("/dueDate");
    var retried = olivia.json("PUT", "/engine-rest/job/" + timer + "/retries", "{\"retries\":1}");
    assertThat(retried.statusCode()).isEqualTo(403);
    assertThat(retried.body()).contains("has not failed");
    assertThat(caller.get("/engine-rest/job/" + timer).text("/dueDate")).isEqualTo(due);

    var task = caller.get("/engine-rest/task").text("/0/id");
    assertThat(
            olivia
                .json("POST", "/engine-rest/task/" + task + "/claim", "{\"userId\":\"samir\"}")
                .statusCode())
        .isEqualTo(403);

    for (var times = 0; times < 1000; times++) {
      var again =
          olivia.json(
              "POST", START, "{\"variables\":{" + INPUTS + "\"reason\":{\"value\":\"x\"}}}");
      assertThat(again.statusCode()).as(again.body()).isEqualTo(409);
    }
    assertThat(
            caller
                .get("/engine-rest/process-instance/count?rootProcessInstances=true")
                .text("/count"))
        .isEqualTo("1");

    var instance = "/engine-rest/process-instance/" + started.text("/instance");
    assertThat(olivia.json("DELETE", instance + "?skipSubprocesses=true", "").statusCode())
        .isEqualTo(403);
    assertThat(
            olivia
                .json("DELETE", instance + "?skipCustomListeners=true&skipIoMappings=true", "")
                .statusCode())
        .isEqualTo(204);
    assertThat(caller.get("/api/rollbacks/" + key).text("/record/outcome")).isEqualTo("cancelled");
  }
}
