package io.reinstate;

import static io.reinstate.Staffed.MODE;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.reinstate.Caller.Answer;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.service.Services;
import io.reinstate.snapshot.store.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What people do in a rollback: tick, approve or force, act by hand; and the watch afterwards. */
@ReinstateTest
class PeopleIT {

  private static final String ALL_BEFORE = "{\"ticked\":{\"value\":\"[\\\"1\\\",\\\"2\\\"]\"}}";
  private static final String ONE = "{\"ticked\":{\"value\":\"[\\\"1\\\"]\"}}";

  @LocalServerPort private int port;
  @Autowired private Staffed staffed;
  @Autowired private Services services;
  @Autowired private Snapshots snapshots;

  @BeforeEach
  void worksAndHasAStableSnapshot() throws IOException {
    staffed.begin(port);
    staffed.stable();
  }

  @AfterEach
  void stop() {
    staffed.end(port);
  }

  @Test
  void manualRollbackIsCarriedOutByPeopleAndItsRecordIsComplete() throws IOException {
    var rollback = start("olivia", "manual-rollback", "\"reason\":\"nothing else helps\"");

    var checklist = rollback.task("Tick checklist");
    var refused = submit("olivia", checklist, ONE);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("/message")).contains("Not everything is ticked: «The team is told.»");
    assertThat(submit("olivia", checklist, ALL_BEFORE).status()).isEqualTo(204);
    var approval = rollback.task("Approve rollback");
    assertThat(shown(approval, "checklistDone"))
        .contains("ticked by **olivia**", "- The severity is confirmed.", "- The team is told.");
    assertThat(rollback.waitsFor())
        .singleElement(as(STRING))
        .startsWith("Approve rollback: [\"senior-developers\"]");
    assertThat(new Caller(port, "olivia").get("/api/rollbacks?most=1").json().at("/0/waitingFor"))
        .isEqualTo(rollback.history().json().path("waitingFor"));
    done("samir", approval, Rollback.decision("approve", "do it"));
    done("olivia", rollback.task("Close the shop"), step("done", "The sign is turned."));
    Files.writeString(MODE, "sick");
    var counter = rollback.task("Reset the counter");
    assertThat(submit("olivia", counter, step("not-applicable", "")).status()).isEqualTo(422);
    done("olivia", counter, step("done", "It says 0."));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !rollback.task("Reset the counter").equals(counter));
    assertThat(rollback.variable("failure")).contains("counter does not work after this step");
    Files.writeString(MODE, "ok");
    done("olivia", rollback.task("Reset the counter"), step("done", "It says 0 now."));
    done("olivia", rollback.task("Tick checklist"), ONE);

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored");
    assertThat(rollback.history().json().path("attestations"))
        .extracting(said -> said.path("checklist").asText() + ": " + said.path("item").asText())
        .containsExactly(
            "before: The severity is confirmed.",
            "before: The team is told.",
            "manual: Close the shop",
            "manual: Reset the counter",
            "manual: Reset the counter",
            "after: The status page is up to date.");
    assertThat(rollback.waitsFor()).isEmpty();
    assertThat(rollback.history().text("/attestations/2/note")).isEqualTo("The sign is turned.");
    assertThat(rollback.history().text("/attestations/2/by")).isEqualTo("olivia");
    assertThat(rollback.steps()).contains("Close the shop");
  }

  @Test
  void dryRunOfAManualRollbackAsksNobodyAndTouchesNothing() throws IOException {
    var before = Tree.of(StaffedApplication.HOME, "log");
    var process = services.status(staffed.application(), new ServiceId("counter")).pid();
    var kept = snapshots.list(staffed.application().id()).size();

    var rollback = start("olivia", "manual-rollback", "\"reason\":\"what if\",\"dryRun\":true");

    assertThat(rollback.untilEnded().outcome()).isEqualTo("planned");
    assertThat(rollback.history().json().path("plans")).hasSize(1);
    assertThat(Tree.of(StaffedApplication.HOME, "log")).isEqualTo(before);
    assertThat(services.status(staffed.application(), new ServiceId("counter")).pid())
        .isEqualTo(process);
    assertThat(snapshots.list(staffed.application().id())).hasSize(kept);
  }

  @Test
  void whoeverIsStuckLeavesItToAPersonWhoIsToldTheNextLevel() {
    var rollback = start("olivia", "manual-rollback", "\"reason\":\"nothing else helps\"");
    done("olivia", rollback.task("Tick checklist"), ALL_BEFORE);
    done("samir", rollback.task("Approve rollback"), Rollback.decision("approve", "do it"));
    done("olivia", rollback.task("Close the shop"), step("stuck", "The door is locked."));
    assertThat(shown(rollback.task("Take over"), "stateNow"))
        .contains(
            "What people did by hand is as they left it", "Services: counter runs as process");

    for (var nothing : new String[] {"", "\"resolution\":{\"value\":\"\"}"}) {
      var refused =
          new Caller(port, "olivia")
              .post(
                  "/engine-rest/task/" + rollback.task("Take over") + "/complete",
                  "{\"variables\":{" + nothing + "}}");
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.text("/message")).startsWith("Nobody will know what you did (resolution)");
    }

    done(
        "olivia",
        rollback.task("Take over"),
        "{\"variables\":{\"resolution\":{\"value\":\"I broke the door.\"}}}");

    assertThat(rollback.untilEnded().outcome()).isEqualTo("handed-over");
    assertThat(rollback.detail()).contains("The door is locked.").contains("call whoever built");
  }

  @Test
  void forcedRunNeedsNobodyElseAndIsOnlyForThoseWhomPolicyLets() {
    assertThat(refusal("olivia", "module-rollback", "module", "mode"))
        .contains("Only members of senior-developers can force");
    assertThat(refusal("samir", "phase-rollback", "phase", "first"))
        .contains("Nobody can force a phase rollback");

    var rollback = start("samir", "module-rollback", forced("module", "mode"));
    awaitWatched(rollback);

    assertThat(rollback.steps()).contains("Exchange files").doesNotContain("Tick checklist");
    assertThat(rollback.history().text("/record/decision/answer")).isEqualTo("force");
    assertThat(rollback.history().text("/record/decision/by")).isEqualTo("samir");
    assertThat(rollback.history().text("/record/decision/reason")).isEqualTo("no time");
  }

  @Test
  void applicationThatDoesNotStayHealthyIsRestoredFromAnotherSnapshot() throws IOException {
    var rollback = start("samir", "module-rollback", forced("module", "mode"));
    awaitWatched(rollback);

    Files.writeString(MODE, "sick");

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored-by-emergency");
    assertThat(rollback.variable("failure")).contains("did not stay so");
    assertThat(MODE).hasContent("ok");
  }

  @Test
  void rollbackThatIsCancelledWhileItIsWatchedSaysThatItStays() {
    var rollback = start("samir", "module-rollback", forced("module", "mode"));
    awaitWatched(rollback);

    new Caller(port, "olivia")
        .post("/api/rollbacks/" + rollback.key + "/cancel", "{\"reason\":\"seen enough\"}");

    assertThat(rollback.untilEnded().outcome()).isEqualTo("cancelled");
    assertThat(rollback.detail()).contains("It came during «Hand over»");
  }

  @Test
  void emergencyNeedNotWaitWhileARollbackIsWatched() {
    var watched = start("samir", "module-rollback", forced("module", "mode"));
    awaitWatched(watched);
    assertThat(refused("module-rollback", ",\"module\":\"mode\"")).contains(watched.key);
    assertThat(refused("emergency-rollback", ",\"dryRun\":true")).contains(watched.key);
    assertThat(watched.outcome()).isEqualTo("null");

    var emergency = emergency();

    assertThat(emergency.untilEnded().outcome()).as(emergency.detail()).isEqualTo("restored");
    assertThat(watched.outcome()).isEqualTo("restored");
    assertThat(watched.detail()).contains("Nobody watches it any longer", emergency.key);
  }

  @Test
  void emergencyNeedNotWaitForTheChecklistForAfterwards() {
    var done = start("olivia", "full-restore", "\"reason\":\"it is down\"");
    var before = done.task("Tick checklist");
    done("olivia", before, ALL_BEFORE);
    done("stella", done.task("Approve rollback"), Rollback.decision("approve", "do it"));
    await().until(() -> !done.task("Tick checklist").equals(before));

    var emergency = emergency();

    assertThat(emergency.untilEnded().outcome()).as(emergency.detail()).isEqualTo("restored");
    assertThat(done.outcome()).isEqualTo("restored");
    assertThat(done.detail()).contains(emergency.key);
    assertThat(done.history().json().path("attestations"))
        .extracting(said -> said.path("checklist").asText())
        .containsOnly("before");
  }

  private Rollback emergency() {
    return start("olivia", "emergency-rollback", "\"reason\":\"it is down again\"");
  }

  private String refused(String runbook, String inputs) {
    var answer =
        new Caller(port, "olivia")
            .post(
                "/api/runbooks/" + runbook + "/start",
                "{\"application\":\"staffed\",\"reason\":\"it is down again\"" + inputs + "}");
    assertThat(answer.status()).isEqualTo(409);
    return answer.text("/detail");
  }

  private static void awaitWatched(Rollback rollback) {
    await("is watched")
        .atMost(Duration.ofSeconds(60))
        .until(() -> rollback.steps().contains("Next look due"));
  }

  private static String forced(String kind, String name) {
    return "\"forced\":true,\"reason\":\"no time\",\"%s\":\"%s\"".formatted(kind, name);
  }

  private String refusal(String user, String runbook, String kind, String name) {
    var answer =
        new Caller(port, user)
            .post(
                "/api/runbooks/" + runbook + "/start",
                "{\"application\":\"staffed\"," + forced(kind, name) + "}");
    assertThat(answer.status()).isEqualTo(422);
    return answer.text("/detail");
  }

  private Rollback start(String user, String runbook, String inputs) {
    return Rollback.start(port, user, runbook, "{\"application\":\"staffed\"," + inputs + "}");
  }

  private Answer submit(String user, String task, String body) {
    var variables = body.startsWith("{\"variables\"") ? body : "{\"variables\":" + body + "}";
    return new Caller(port, user).post("/engine-rest/task/" + task + "/submit-form", variables);
  }

  /** What a form shows of a variable. */
  private String shown(String task, String variable) {
    return new Caller(port, "samir")
        .get("/engine-rest/task/" + task + "/form-variables")
        .text("/" + variable + "/value");
  }

  private void done(String user, String task, String body) {
    var answer = submit(user, task, body);
    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(204);
  }

  private static String step(String answer, String evidence) {
    return "{\"stepAnswer\":{\"value\":\"%s\"},\"evidence\":{\"value\":\"%s\"}}"
        .formatted(answer, evidence);
  }
}
