package io.reinstate;

import static io.reinstate.ReleasedApplication.GATE;
import static io.reinstate.ReleasedApplication.HOME;
import static io.reinstate.ReleasedApplication.deliver;
import static io.reinstate.ReleasedApplication.git;
import static io.reinstate.ReleasedApplication.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reinstate.catalog.Catalog;
import io.reinstate.change.ChangeJournal;
import io.reinstate.service.Services;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.store.Snapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.util.FileSystemUtils;

/** Code comes back from git: a real repository, real builds, a real service. */
@ReinstateTest
@Tag("long")
class CodeRollbackIT {

  @LocalServerPort private int port;
  @Autowired private Catalog catalog;
  @Autowired private Services services;
  @Autowired private Snapshots snapshots;
  @Autowired private ChangeJournal changes;

  private RunningApplication released;

  @BeforeEach
  void newestReleaseIsLive() {
    released = new RunningApplication("released", port, catalog, services, snapshots);
    released.stop();
    forgetBuilds();
    deliver();
    released.start();
  }

  /** A release that an earlier test built would not be built again. */
  private static void forgetBuilds() {
    var kept = RunningReinstate.DATA.resolve("snapshots/released").toFile();
    Stream.ofNullable(kept.listFiles((directory, name) -> name.startsWith("release-")))
        .flatMap(Stream::of)
        .forEach(FileSystemUtils::deleteRecursively);
  }

  @AfterEach
  void stop() {
    released.stop();
  }

  @Test
  void lastKnownGoodReleaseIsBuiltAndLiveAndItsRepositorySaysSo() {
    write("app/page", "changed by hand");
    write("data/orders", "order 1\norder 2\n");
    var rollback = start("code-rollback", "");
    var task = rollback.task("Approve rollback");

    assertThat(rollback.variable("planSummary"))
        .contains(
            "v1.1.0 (", "«Make it two»", "to **v1.0.0-stable (", "1 commit is undone", "`app/page`")
        .contains("Caches are cleared");
    assertThat(serves()).contains("\"two\"");
    approve(task);

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored");
    assertThat(serves()).contains("\"one\"");
    assertThat(git("describe", "--tags")).isEqualTo("v1.0.0-stable");
    assertThat(git("status", "--porcelain")).isEmpty();
    assertThat(git("rev-parse", "main")).isEqualTo(git("rev-parse", "v1.1.0"));
    assertThat(HOME.resolve("app/new")).doesNotExist();
    assertThat(HOME.resolve("cache")).doesNotExist();
    assertThat(HOME.resolve("data/orders")).hasContent("order 1\norder 2");
    assertThat(new Caller(port, "olivia").getText("/api/rollbacks/" + rollback.key + "/output"))
        .contains("built page one", "the cache is empty");
    assertThat(
            new Caller(port, "olivia").get("/api/applications/released/releases").json().toString())
        .contains(rollback.key, "recorded by olivia");
  }

  @Test
  void releaseThatDoesNotWorkIsUndoneWithTheHeadOfTheRepository() throws IOException {
    released.markStable();
    var before = Tree.of(HOME, "log", ".git");
    // What the release left in the cache would be served by the previous version.
    before.remove("cache/page");
    var rollback = start("code-rollback", ",\"revision\":\"v0.9.0\"");
    var task = rollback.task("Approve rollback");
    assertThat(rollback.variable("planSummary")).contains("Nobody says that release v0.9.0 (");
    approve(task);

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored-by-emergency");
    assertThat(Tree.of(HOME, "log", ".git")).isEqualTo(before);
    assertThat(git("symbolic-ref", "HEAD")).isEqualTo("refs/heads/main");
    assertThat(git("status", "--porcelain")).isEmpty();
    assertThat(serves()).contains("\"two\"");
  }

  @Test
  void headThatSomebodyMovesMeanwhileStaysThereAndAPersonIsToldInsteadOfTheEmergency()
      throws IOException {
    released.markStable();
    var before = Tree.of(HOME, "log", ".git");
    before.remove("cache/page");
    var rollback = headMovedMeanwhile();
    openGate();

    var task = rollback.task("Take over");

    assertThat(told(task))
        .contains("Somebody checked out refs/heads/rescue meanwhile", "sick")
        .contains("Find out who works there");
    assertThat(rollback.steps())
        .contains("Put previous files back", "Start previous version")
        .doesNotContain("Emergency rollback");
    assertThat(git("symbolic-ref", "HEAD")).isEqualTo("refs/heads/rescue");
    assertThat(Tree.of(HOME, "log", ".git")).isEqualTo(before);
    assertThat(serves()).contains("\"two\"");
    assertThat(changes.begun(released.application())).isEmpty();
  }

  @Test
  void whoCancelsIsToldThatTheHeadStaysWhereSomebodyMovedIt() throws IOException {
    var before = Tree.of(HOME, "log", ".git");
    before.remove("cache/page");
    var rollback = headMovedMeanwhile();

    var olivia = new Caller(port, "olivia");
    olivia.post("/api/rollbacks/" + rollback.key + "/cancel", "{\"reason\":\"enough\"}");

    await("put back")
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(olivia.get("/api/rollbacks?most=1").text("/0/outcome"))
                    .isEqualTo("put-back"));
    assertThat(olivia.get("/api/rollbacks?most=1").text("/0/detail"))
        .contains("Somebody checked out refs/heads/rescue meanwhile");
    assertThat(Tree.of(HOME, "log", ".git")).isEqualTo(before);
    assertThat(serves()).contains("\"two\"");
  }

  /** A rollback that has moved the head, and waits at the gate while somebody else moves it. */
  private Rollback headMovedMeanwhile() {
    var rollback = start("code-rollback", ",\"revision\":\"v0.9.5\"");
    approve(rollback.task("Approve rollback"));
    await("the head has moved")
        .atMost(Duration.ofMinutes(2))
        .until(() -> rollback.steps().contains("Exchange files"));
    git("checkout", "-q", "-B", "rescue");
    return rollback;
  }

  /** Lets the command go on that waits at the gate, or will. */
  private static void openGate() {
    var opened = CompletableFuture.runAsync(CodeRollbackIT::writeToGate);
    assertThat(opened).as("somebody came to the gate").succeedsWithin(Duration.ofMinutes(2));
  }

  private static void writeToGate() {
    try {
      Files.writeString(GATE, "go on\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the form of a task shows of why. */
  private String told(String task) {
    return new Caller(port, "admin")
        .get("/engine-rest/task/" + task + "/variables/failure")
        .text("/value");
  }

  @Test
  void dryRunBuildsAndTouchesNothing() throws IOException {
    var before = Tree.of(HOME, "log", ".git");
    var head = git("rev-parse", "HEAD") + git("symbolic-ref", "HEAD");
    var process = released.process();

    var rollback = start("code-rollback", ",\"dryRun\":true");

    assertThat(rollback.untilEnded().outcome()).isEqualTo("planned");
    assertThat(rollback.variable("planSummary")).contains("to **v1.0.0-stable (");
    assertThat(Tree.of(HOME, "log", ".git")).isEqualTo(before);
    assertThat(git("rev-parse", "HEAD") + git("symbolic-ref", "HEAD")).isEqualTo(head);
    assertThat(released.process()).isEqualTo(process);
    var plan =
        new Caller(port, "olivia")
            .post("/api/runbooks/code-rollback/plan", "{\"application\":\"released\"}");
    assertThat(plan.text("/acts/0/kind")).as("%s", plan.json()).isEqualTo("move-head");
  }

  @Test
  void releaseThatCannotBeBuiltIsForAPersonAndNothingWasTouched() throws IOException {
    var before = Tree.of(HOME, "log", ".git");
    var process = released.process();
    var rollback = start("code-rollback", ",\"revision\":\"v0.8.0\"");

    var task = rollback.task("Take over");

    assertThat(rollback.variable("failure")).contains("no such package", "exit status 3");
    assertThat(Tree.of(HOME, "log", ".git")).isEqualTo(before);
    assertThat(released.process()).isEqualTo(process);
    assertThat(
            new Caller(port, "olivia")
                .post(
                    "/engine-rest/task/" + task + "/submit-form",
                    "{\"variables\":{\"resolution\":{\"value\":\"We take another one.\"}}}")
                .status())
        .isEqualTo(204);
    assertThat(rollback.untilEnded().outcome()).isEqualTo("handed-over");
  }

  @Test
  void whatDoesNotExistIsRefusedWhereStartWasPressed() {
    assertThat(refusal("code-rollback", "\"revision\":\"v1.0.0-stabel\"")).contains("fetch");
    assertThat(refusal("code-rollback", "\"target\":\"released/manual-20260101T000000.000Z\""))
        .contains("takes no «target»");
    assertThat(
            refusal(
                "module-rollback",
                "\"module\":\"prices\",\"revision\":\"v1.0.0-stable\","
                    + "\"target\":\"released/manual-20260101T000000.000Z\""))
        .contains("Both a snapshot and a revision");
    assertThat(refusal("emergency-rollback", "\"revision\":\"v1.0.0-stable\""))
        .contains("takes no «revision»");
    assertThat(refusal("code-rollback", "\"forced\":true"))
        .contains("Only members of senior-developers can force");
    assertThat(
            refusal(
                "module-rollback",
                "\"module\":\"prices\",\"revision\":\"v1.0.0-stable\",\"forced\":true"))
        .contains("Only members of senior-developers can force");
    git("checkout", "-q", "v0.8.0");
    assertThat(refusal("code-rollback", "\"dryRun\":true")).contains("no known good release");
  }

  @Test
  void forcedReleaseIsBuiltAndLiveAndWaitsForNobody() {
    var rollback = start("samir", "code-rollback", ",\"forced\":true");

    assertThat(rollback.untilEnded().outcome()).as(rollback.detail()).isEqualTo("restored");
    assertThat(serves()).contains("\"one\"");
    assertThat(rollback.steps()).contains("Record forced run").doesNotContain("Record decision");
    assertThat(rollback.history().text("/record/decision/answer")).isEqualTo("force");
    assertThat(rollback.history().text("/record/decision/by")).isEqualTo("samir");
    assertThat(rollback.history().text("/record/decision/reason")).isEqualTo("it is slow");
  }

  @Test
  void forcedModuleComesFromARevision() {
    var rollback =
        start(
            "samir",
            "module-rollback",
            ",\"module\":\"prices\",\"revision\":\"v1.0.0-stable\",\"forced\":true");

    assertThat(rollback.untilEnded().outcome()).as(rollback.detail()).isEqualTo("restored");
    assertThat(serves()).contains("\"two\"", "prices of one");
    assertThat(rollback.history().text("/record/decision/answer")).isEqualTo("force");
  }

  @Test
  void whoeverLeavesTheGroupWhileTheReleaseIsBuiltForcesNothing() {
    var administrator = new Caller(port, "admin");
    var membership = "/engine-rest/group/senior-developers/members/samir";
    var process = released.process();
    var rollback = start("samir", "code-rollback", ",\"revision\":\"v0.8.5\",\"forced\":true");
    assertThat(administrator.delete(membership).status()).isEqualTo(204);
    try {
      openGate();

      var task = rollback.task("Approve rollback");

      assertThat(
              administrator
                  .get("/engine-rest/task/" + task + "/variables/planSummary")
                  .text("/value"))
          .contains("It was to be forced, and needs an approval after all")
          .contains("Only members of senior-developers can force");
    } finally {
      assertThat(administrator.put(membership, "{}").status()).isEqualTo(204);
    }
    assertThat(rollback.history().text("/record/decision")).isIn("", "null");
    assertThat(released.process()).isEqualTo(process);
    assertThat(serves()).contains("\"two\"");
  }

  @Test
  void moduleFromARevisionLeavesTheRestAndTheHead() {
    var rollback =
        start("module-rollback", ",\"module\":\"prices\",\"revision\":\"v1.0.0-stable\"");
    var task = rollback.task("Approve rollback");
    assertThat(rollback.variable("planSummary")).contains("The head of the repository stays");
    approve(task);

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored");
    assertThat(serves()).contains("\"two\"", "prices of one");
    assertThat(git("symbolic-ref", "HEAD")).isEqualTo("refs/heads/main");
    assertThat(git("status", "--porcelain")).isEqualTo("M app/prices/list");
  }

  @Test
  void personRecordsAReleaseAsKnownGood() {
    var vouching = "{\"revision\":\"main\",\"reason\":\"a day without errors\"}";
    var path = "/api/applications/released/releases/known-good";

    var answer = new Caller(port, "samir").post(path, vouching);

    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(201);
    assertThat(answer.text("/commit")).isEqualTo(git("rev-parse", "main"));
    assertThat(answer.text("/by")).isEqualTo("samir");
    assertThat(answer.text("/evidence")).startsWith("Healthy");
    assertThat(new Caller(port, "audrey").post(path, vouching).status()).isIn(401, 404);
  }

  @Test
  void fullRestoreBuildsWhatItsSnapshotLacks() throws IOException {
    var incomplete = takenWithoutArtifacts("app/page", "edited by hand");
    var before = Tree.of(HOME, "log", ".git");
    var rollback = start("full-restore", ",\"target\":\"" + incomplete + "\"");
    var task = rollback.task("Approve rollback");

    assertThat(rollback.variable("planSummary"))
        .contains("The snapshot lacks `dist/**`: built from its files before anything stops")
        .contains("`sh build.sh`");
    assertThat(Tree.of(HOME, "log", ".git")).isEqualTo(before);
    approve("stella", task);

    assertThat(rollback.untilEnded().outcome()).as(rollback.detail()).isEqualTo("restored");
    assertThat(rollback.detail())
        .contains("The state before is kept as snapshot released/pre-rollback-");
    assertThat(HOME.resolve("dist/page")).hasContent("edited by hand");
    assertThat(HOME.resolve("dist/old")).doesNotExist();
    assertThat(serves()).contains("edited by hand");
    assertThat(new Caller(port, "olivia").getText("/api/rollbacks/" + rollback.key + "/output"))
        .contains("files of snapshot manual-", "built page edited by hand");
  }

  @Test
  void fullRestoreWhoseArtifactsCannotBeBuiltTouchesNothing() throws IOException {
    var incomplete = takenWithoutArtifacts("build.sh", "echo no such package; exit 3\n");
    var before = Tree.of(HOME, "log", ".git");
    var process = released.process();
    var rollback = start("full-restore", ",\"target\":\"" + incomplete + "\"");
    approve("stella", rollback.task("Approve rollback"));

    rollback.task("Take over");

    assertThat(rollback.variable("failure")).contains("no such package", "exit status 3");
    assertThat(rollback.steps()).doesNotContain("Take safety snapshot");
    assertThat(Tree.of(HOME, "log", ".git")).isEqualTo(before);
    assertThat(released.process()).isEqualTo(process);
  }

  @Test
  void fullRestoreThatDoesNotHelpPutsTheArtifactsBackToo() throws IOException {
    released.markStable();
    var incomplete = takenWithoutArtifacts("app/status", "sick");
    var rollback = start("full-restore", ",\"target\":\"" + incomplete + "\"");
    approve("stella", rollback.task("Approve rollback"));

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored-by-emergency");

    assertThat(rollback.steps()).contains("Build artifacts", "Put previous files back");
    assertThat(HOME.resolve("dist/page")).hasContent("two");
    assertThat(serves()).contains("\"two\"", "\"ok\"");
  }

  /** Taken with one file edited and nothing built; the newest release is live again afterwards. */
  private String takenWithoutArtifacts(String path, String content) throws IOException {
    FileSystemUtils.deleteRecursively(HOME.resolve("dist"));
    write(path, content);
    var taken = snapshots.take(released.application(), SnapshotLabel.MANUAL);
    deliver();
    write("dist/old", "left by a build that nobody wants");
    return taken.id().toString();
  }

  private Rollback start(String runbook, String more) {
    return start("olivia", runbook, more);
  }

  private Rollback start(String user, String runbook, String more) {
    return Rollback.start(
        port,
        user,
        runbook,
        "{\"application\":\"released\",\"reason\":\"it is slow\"" + more + "}");
  }

  private String refusal(String runbook, String more) {
    var answer =
        new Caller(port, "olivia")
            .post(
                "/api/runbooks/" + runbook + "/start",
                "{\"application\":\"released\",\"reason\":\"it is slow\"," + more + "}");
    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(422);
    return answer.text("/detail");
  }

  private void approve(String task) {
    approve("samir", task);
  }

  private void approve(String approver, String task) {
    Rollback.decide(port, approver, task, "approve");
  }

  private static String serves() {
    return Served.at(ReleasedApplication.PORT);
  }
}
