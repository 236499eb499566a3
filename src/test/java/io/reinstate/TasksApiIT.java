package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reinstate.Caller.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Approvals, checklists, steps by hand and take-overs by API: the rights and checks of Tasklist.
 */
@ReinstateTest
class TasksApiIT {

  private static final String APPROVE =
      "{\"decision\":\"approve\",\"decisionReason\":\"the plan is right\"}";
  private static final String ALL = "{\"ticked\":[\"1\",\"2\"]}";

  @LocalServerPort private int port;
  @Autowired private Staffed staffed;

  @BeforeEach
  void worksAndHasAStableSnapshot() throws IOException {
    staffed.begin(port);
  }

  @AfterEach
  void stop() {
    staffed.end(port);
  }

  @Test
  void wholeManualRollbackIsWorkedThroughByApi() {
    var rollback = start("olivia");
    var checklist = rollback.task("Tick checklist");
    assertThat(mine("olivia")).contains(checklist);
    var asked = one("olivia", checklist);
    assertThat(asked.at("/task/kind").asText()).isEqualTo("tick-checklist");
    assertThat(asked.at("/task/rollback").asText()).isEqualTo(rollback.key);
    assertThat(asked.at("/asks/0").toString())
        .isEqualTo(
            "{\"name\":\"ticked\",\"label\":\"Done\",\"type\":\"some-of\",\"required\":true,"
                + "\"values\":[{\"value\":\"1\",\"label\":\"The severity is confirmed.\"},"
                + "{\"value\":\"2\",\"label\":\"The team is told.\"}]}");
    assertRefused(
        complete("olivia", checklist, "{\"ticked\":[\"1\"]}"), "Not everything is ticked");
    assertRefused(complete("olivia", checklist, "{\"ticked\":[\"7\"]}"), "«7» cannot be chosen");
    assertRefused(complete("olivia", checklist, "{\"ticked\":\"1\"}"), "Send a list");
    assertRefused(
        complete("olivia", checklist, ALL.replace("}", ",\"checklistNote\":{\"a\":1}}")),
        "«checklistNote» is an object");
    assertThat(complete("olivia", checklist, ALL).status()).isEqualTo(200);

    var approval = rollback.task("Approve rollback");
    assertThat(one("samir", approval).at("/shows/planSummary").asText()).contains("Close the shop");
    assertThat(one("samir", approval).at("/links/rollback").asText())
        .isEqualTo("/api/rollbacks/" + rollback.key);
    assertThat(values(one("samir", approval).at("/asks/0/values")))
        .containsExactly("approve", "refuse");
    assertRefused(
        complete("samir", approval, "{\"decision\":\"approve\"}"), "«decisionReason» is missing");
    assertRefused(
        complete("samir", approval, "{\"decision\":\"keep-data\",\"decisionReason\":\"x\"}"),
        "«keep-data» cannot be chosen for «decision»");
    assertRefused(
        complete("samir", approval, APPROVE.replace("}", ",\"approved\":\"true\"}")),
        "It does not ask for «approved»");
    assertThat(complete("samir", approval, APPROVE).text("/by")).isEqualTo("samir");

    var step = rollback.task("Close the shop");
    assertThat(values(one("olivia", step).at("/asks/0/values")))
        .containsExactly("done", "not-applicable", "stuck");
    complete("olivia", step, "{\"stepAnswer\":\"stuck\",\"evidence\":\"The door is locked.\"}");
    var takeOver = rollback.task("Take over");
    assertThat(one("olivia", takeOver).at("/shows/failure").asText())
        .contains("The door is locked.");
    assertThat(one("olivia", takeOver).at("/asks/0/longest").asInt()).isEqualTo(2000);
    complete("olivia", takeOver, "{\"resolution\":\"Called the caretaker.\"}");

    assertThat(rollback.untilEnded().outcome()).isEqualTo("handed-over");
    assertThat(rollback.detail()).contains("By hand: Called the caretaker.");
    assertThat(rollback.history().text("/record/decision/by")).isEqualTo("samir");
  }

  @Test
  void nobodyDecidesAboutTheirOwnRollbackNorWithoutBeingAsked() {
    var rollback = start("samir");
    complete("samir", rollback.task("Tick checklist"), ALL);
    var approval = rollback.task("Approve rollback");

    var own = complete("samir", approval, APPROVE);
    assertThat(own.status()).isEqualTo(403);
    assertThat(own.text("/detail")).startsWith("samir asked for this rollback and cannot decide");
    var operator = complete("olivia", approval, APPROVE);
    assertThat(operator.status()).isEqualTo(403);
    assertThat(operator.text("/detail"))
        .startsWith("olivia may not work on this task: it is for senior-developers");
    assertThat(mine("olivia")).doesNotContain(approval);
    var administrator = complete("admin", approval, APPROVE);
    assertThat(administrator.status()).isEqualTo(403);
    assertThat(administrator.text("/detail"))
        .startsWith("Only members of senior-developers can decide");
    assertThat(complete("adrian", approval, APPROVE).status()).isEqualTo(403);
    assertThat(rollback.task("Approve rollback")).isEqualTo(approval);
  }

  @Test
  void repetitionIsToldAndAnotherAnswerIsAConflict() {
    var rollback = start("olivia");
    complete("olivia", rollback.task("Tick checklist"), ALL);
    var approval = rollback.task("Approve rollback");
    assertThat(complete("samir", approval, APPROVE).text("/repeated")).isEqualTo("false");

    var again = complete("samir", approval, APPROVE);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("/repeated")).isEqualTo("true");
    var other = complete("samir", approval, APPROVE.replace("\"approve\"", "\"refuse\""));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text("/detail")).startsWith("It was completed by samir at ");
    assertThat(complete("olivia", approval, APPROVE).status()).isEqualTo(409);
    assertThat(new Caller(port, "samir").get("/api/tasks/" + approval).status()).isEqualTo(409);
    assertThat(complete("samir", "nobody-has-this-id", APPROVE).status()).isEqualTo(404);
    var step = rollback.task("Close the shop");
    Rollback.cancelAll(port);
    var gone = complete("olivia", step, "{\"stepAnswer\":\"done\",\"evidence\":\"x\"}");
    assertThat(gone.status()).isEqualTo(409);
    assertThat(gone.text("/detail")).startsWith("It ended without an answer");
  }

  @Test
  void claimedTaskIsForWhoeverClaimedIt() {
    var rollback = start("olivia");
    var checklist = rollback.task("Tick checklist");
    assertThat(post("samir", checklist, "claim").text("/assignee")).isEqualTo("samir");
    assertThat(post("samir", checklist, "claim").status()).isEqualTo(200);

    for (var act : List.of("claim", "release", "complete")) {
      var refused = post("olivia", checklist, act, act.equals("complete") ? ALL : "{}");
      assertThat(refused.status()).as(act).isEqualTo(409);
      assertThat(refused.text("/detail")).startsWith("It is claimed by samir");
    }
    assertThat(mine("olivia")).doesNotContain(checklist);
    assertThat(mine("samir")).contains(checklist);
    assertThat(post("samir", checklist, "release").text("/assignee")).isEqualTo("null");
    assertThat(complete("olivia", checklist, ALL).status()).isEqualTo(200);
  }

  /** The commands of the documents, as they are, but for the port. */
  @Test
  void theDocumentedCommandsApprove() throws Exception {
    var rollback = start("olivia");
    complete("olivia", rollback.task("Tick checklist"), ALL);
    rollback.task("Approve rollback");
    var section =
        Files.readString(Path.of("docs/api.md")).split("\n## Tasks\n")[1].split("\n## ")[0];
    var commands =
        Pattern.compile("^```(\\w*)\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(section)
            .results()
            .filter(block -> block.group(1).isEmpty())
            .map(block -> block.group(2).replace("127.0.0.1:8080", "127.0.0.1:" + port))
            .collect(Collectors.joining());

    var process =
        new ProcessBuilder("bash", "-eu", "-o", "pipefail", "-c", commands)
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    assertThat(output)
        .contains("\"kind\":\"approve-rollback\"", "\"asks\":[", "\"repeated\":false")
        .doesNotContain("about:blank");
    assertThat(rollback.task("Close the shop")).isNotBlank();
  }

  private Rollback start(String person) {
    return Rollback.start(
        port,
        person,
        "manual-rollback",
        "{\"application\":\"staffed\",\"reason\":\"nothing else helps\"}");
  }

  private List<String> mine(String person) {
    return StreamSupport.stream(
            new Caller(port, person).get("/api/tasks").json().spliterator(), false)
        .map(task -> task.path("id").asText())
        .toList();
  }

  private JsonNode one(String person, String task) {
    return new Caller(port, person).get("/api/tasks/" + task).json();
  }

  private Answer complete(String person, String task, String answers) {
    return post(person, task, "complete", answers);
  }

  private Answer post(String person, String task, String act) {
    return post(person, task, act, "{}");
  }

  private Answer post(String person, String task, String act, String body) {
    return new Caller(port, person).post("/api/tasks/" + task + "/" + act, body);
  }

  private static void assertRefused(Answer answer, String why) {
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("/detail")).contains(why);
  }

  private static List<String> values(JsonNode choices) {
    return StreamSupport.stream(choices.spliterator(), false)
        .map(choice -> choice.path("value").asText())
        .toList();
  }
}
