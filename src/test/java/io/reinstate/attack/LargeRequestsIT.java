package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;

/** Somebody sends more than anybody needs to. */
@Tag("long")
class LargeRequestsIT {

  private static final String PLAN = "/api/runbooks/module-rollback/plan";
  private static final String JSON = "Content-Type: application/json";
  private static final String OLIVIA = Wire.login("olivia", "Roll-back-1");

  @Attack
  void isRefusedBeforeTheBodyIsRead(RunsAs runsAs) {
    var wire = new Wire(runsAs.reinstate().port(), "127.0.0.1");
    runsAs
        .reinstate()
        .as("admin")
        .post(
            "/engine-rest/user/create",
            "{\"profile\":{\"id\":\"ingrid\",\"firstName\":\"I\",\"lastName\":\"I\"},"
                + "\"credentials\":{\"password\":\"Roll-back-1\"}}");
    // No body is sent: an answer means that none was waited for.
    var huge = "Content-Length: 100000000";
    assertThat(wire.send("POST " + PLAN, "", JSON, OLIVIA, huge).status()).isEqualTo(413);
    assertThat(wire.send("POST " + PLAN, "", JSON, huge).status()).isEqualTo(413);
    var small = "Content-Length: 900000";
    var stranger = Wire.login("ingrid", "Roll-back-1");
    assertThat(wire.send("POST " + PLAN, "", JSON, stranger, small).status()).isEqualTo(403);
    assertThat(wire.send("POST " + PLAN, "", JSON, small).status()).isEqualTo(401);
    assertThat(
            wire.send(
                    "POST /engine-rest/process-definition/key/module-rollback/start",
                    "{",
                    JSON,
                    stranger,
                    small)
                .status())
        .as("the engine looks the runbook up before the gate asks who may start it")
        .isIn(403, 404);
  }

  @Attack
  void isRefusedInPieces(RunsAs runsAs) {
    var wire = new Wire(runsAs.reinstate().port(), "127.0.0.1");
    var piece = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
    var body = piece.repeat(17) + "0\r\n\r\n";
    var chunked = "Transfer-Encoding: chunked";
    for (var path : new String[] {PLAN, "/engine-rest/task"}) {
      var answer = wire.send("POST " + path, body, JSON, OLIVIA, chunked);
      assertThat(answer.status()).as(answer.body()).isEqualTo(413);
      assertThat(answer.body()).contains("1048576 bytes");
    }
  }

  @Attack
  void isRefusedForWhatItHolds(RunsAs runsAs) {
    var wire = new Wire(runsAs.reinstate().port(), "127.0.0.1");
    var many = "{\"application\":\"shop\",\"toggles\":[" + "\"a\",".repeat(200_000) + "\"a\"]}";
    var deep = "{\"application\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    for (var body : new String[] {many, deep}) {
      var answer = wire.post(PLAN, body, JSON, OLIVIA);
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    }
    assertThat(wire.post(PLAN, many, JSON, OLIVIA).body()).contains("Send less");
  }

  @Attack
  void isRefusedWhenItIsSlow(RunsAs runsAs) {
    var wire = new Wire(runsAs.reinstate().port(), "127.0.0.1");
    var answer = wire.send("POST " + PLAN, "{", JSON, OLIVIA, "Content-Length: 2");
    assertThat(answer.status()).as("one byte, and then nothing").isBetween(400, 499);
  }

  @Attack
  void answersSayWhatTheyAreAndNameNoForeignHost(RunsAs runsAs) {
    var wire = new Wire(runsAs.reinstate().port(), "127.0.0.1", "evil.example");
    for (var path : new String[] {"/api/applications", "/engine-rest/task", "/api/openapi"}) {
      var answer = wire.get(path, OLIVIA, "X-Forwarded-Host: evil.example");
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.header("X-Content-Type-Options")).as(path).contains("nosniff");
      assertThat(answer.body()).doesNotContain("evil.example");
    }
    for (var path : new String[] {"/", "/camunda", "/camunda/app/tasklist"}) {
      var redirect = wire.get(path, "X-Forwarded-Host: evil.example");
      assertThat(redirect.status()).as(path).isBetween(300, 399);
      assertThat(redirect.head()).as(path).doesNotContain("evil.example");
    }
  }
}
