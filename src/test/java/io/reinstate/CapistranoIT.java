package io.reinstate;

import static io.reinstate.LinkedApplication.HOME;
import static io.reinstate.LinkedApplication.deliver;
import static io.reinstate.LinkedApplication.deploy;
import static io.reinstate.LinkedApplication.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reinstate.catalog.Catalog;
import io.reinstate.service.Services;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The recipe for Capistrano, run: a real repository, real releases, a real service in the link. */
@ReinstateTest
@Tag("long")
class CapistranoIT {

  @LocalServerPort private int port;
  @Autowired private Catalog catalog;
  @Autowired private Services services;
  @Autowired private Snapshots snapshots;

  private RunningApplication linked;
  private Map<String, String> releases;

  @BeforeEach
  void lastReleaseIsLiveAndSick() throws IOException {
    linked = new RunningApplication("linked", port, catalog, services, snapshots);
    linked.stop();
    Durable.delete(RunningReinstate.DATA.resolve("snapshots/linked"));
    deliver();
    services.startAll(linked.application());
    assertThat(serves()).contains("\"three\"");
    releases = releases();
  }

  @AfterEach
  void stop() {
    linked.stop();
  }

  @Test
  void codeRollbackMovesTheLinkToTheReleaseBefore() throws IOException {
    var rollback = start("code-rollback", "");
    var task = rollback.task("Approve rollback");

    assertThat(rollback.variable("planSummary"))
        .contains("Release: from **v1.1.0 (", "to **v1.0.0 (", "1 commit is undone; the link")
        .contains("`current` moves from `releases/3` to `releases/2`.")
        .contains("Restarts: web.")
        .doesNotContain("Nobody says", "head of the repository");
    assertThat(serves()).contains("\"three\"");
    approve(task);

    assertThat(rollback.untilEnded().outcome()).as(rollback.detail()).isEqualTo("restored");
    assertThat(serves()).contains("\"two\"", "\"A=1\"");
    assertThat(current()).isEqualTo(HOME + "/releases/2");
    assertThat(releases()).isEqualTo(releases);
    assertThat(new Caller(port, "olivia").getText("/api/rollbacks/" + rollback.key + "/output"))
        .contains("Nothing is built: it is kept in releases/2");
  }

  @Test
  void linkIsPutBackWhenTheReleaseDoesNotWork() throws IOException {
    var rollback = start("code-rollback", ",\"revision\":\"v0.9.0\"");
    approve(rollback.task("Approve rollback"));

    rollback.task("Take over");

    assertThat(rollback.steps()).contains("Put previous files back", "Start previous version");
    assertThat(current()).isEqualTo(HOME + "/releases/3");
    assertThat(serves()).contains("\"three\"");
    assertThat(releases()).isEqualTo(releases);
  }

  @Test
  void emergencyPassesOverASnapshotWhoseReleaseIsGone() throws IOException {
    lead("2");
    linked.markStable();
    deploy("4", "v1.0.0");
    linked.markStable();
    lead("3");
    Durable.delete(HOME.resolve("releases/4"));

    var rollback = start("emergency-rollback", "");

    assertThat(rollback.untilEnded().outcome()).as(rollback.detail()).isEqualTo("restored");
    assertThat(rollback.variable("planSummary"))
        .contains("goes back to releases/4, which is gone, and was passed over.")
        .contains("the link `current` moves from `releases/3` to `releases/2`.");
    assertThat(serves()).contains("\"two\"");
    assertThat(current()).isEqualTo(HOME + "/releases/2");
    assertThat(releases()).isEqualTo(releases);
  }

  @Test
  void deploymentWhileAPlanWaitsNeedsANewPlan() throws IOException {
    var rollback = start("code-rollback", "");
    var task = rollback.task("Approve rollback");
    deploy("4", "v1.1.0");
    releases = releases();

    approve(task);

    await("a new plan")
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(new Caller(port, "admin").getText("/api/rollbacks/" + rollback.key))
                    .contains("`current` moves from `releases/4` to `releases/2`."));
    assertThat(rollback.task("Approve rollback")).isNotEqualTo(task);
    assertThat(current()).isEqualTo(HOME + "/releases/4");
    assertThat(releases()).isEqualTo(releases);
  }

  @Test
  void releaseThatIsNotKeptIsRefusedWhereStartWasPressed() throws IOException {
    Durable.delete(HOME.resolve("releases/1"));

    var answer =
        new Caller(port, "olivia")
            .post(
                "/api/runbooks/code-rollback/start",
                "{\"application\":\"linked\",\"reason\":\"it is slow\",\"revision\":\"v0.9.0\"}");

    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(422);
    assertThat(answer.text("/detail"))
        .contains("No release of v0.9.0 (", "is kept", "or choose one of: ", "(releases/2)");
  }

  private Rollback start(String runbook, String more) {
    return Rollback.start(
        port,
        "olivia",
        runbook,
        "{\"application\":\"linked\",\"reason\":\"it is slow\"" + more + "}");
  }

  private void approve(String task) {
    Rollback.decide(port, "samir", task, "approve");
  }

  private static String current() throws IOException {
    return Files.readSymbolicLink(HOME.resolve("current")).toString();
  }

  private static Map<String, String> releases() throws IOException {
    return Tree.of(HOME.resolve("releases"));
  }

  private static String serves() {
    return Served.at(LinkedApplication.PORT);
  }
}
