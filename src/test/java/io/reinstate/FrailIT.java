package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.change.ChangeJournal;
import io.reinstate.service.Services;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.store.Snapshots;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Rollbacks of an application that fails in every way: what was live is live again, and the user is
 * told why.
 */
@ReinstateTest
class FrailIT {

  private static final Path MODE = FrailApplication.HOME.resolve("mode/mode");

  @LocalServerPort private int port;
  @Autowired private Catalog catalog;
  @Autowired private Services services;
  @Autowired private Snapshots snapshots;
  @Autowired private ChangeJournal changes;

  private Snapshot stable;

  @BeforeEach
  void worksAndHasAStableSnapshot() throws IOException {
    Files.createDirectories(MODE.getParent());
    Files.writeString(MODE, "ok");
    services.startAll(frail());
    stable = snapshots.take(frail(), SnapshotLabel.MANUAL);
    snapshots.markStable(stable.id(), "test", "it works");
  }

  @AfterEach
  void stop() {
    Rollback.cancelAll(port);
    services.stopAll(frail());
  }

  @Test
  void serviceThatDiesRightAfterItsStartIsPutBackAndItsLastWordsAreTold() throws IOException {
    var rollback = moduleRollbackTo("dies");

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored-by-emergency");
    assertThat(rollback.variable("failure")).contains("cannot work like this");
    assertThat(MODE).hasContent("ok");
  }

  @Test
  void healthEndpointThatNeverAnswersIsPutBackAndSaysSo() throws IOException {
    var rollback = moduleRollbackTo("mute");

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored-by-emergency");
    assertThat(rollback.variable("health") + rollback.variable("failure")).contains("answers");
    assertThat(rollback.steps()).contains("Put previous files back", "Previous version put back");
    assertThat(rollback.history().text("/failures/0/step")).isEqualTo("Check health");
    assertThat(rollback.history().text("/failures/0/text"))
        .contains("answers", "It was asked for ", "deadline to become healthy: frail 8 s")
        .contains("What only starts slowly needs a longer one.");
    assertThat(MODE).hasContent("ok");
  }

  @Test
  void serviceThatIgnoresSigtermIsKilledAfterItsGrace() throws IOException {
    services.stopAll(frail());
    Files.writeString(MODE, "deaf");
    services.startAll(frail());
    var deaf =
        services.status(frail(), frail().services().keySet().iterator().next()).pid().orElseThrow();

    var rollback =
        Rollback.start(
            port,
            "olivia",
            "emergency-rollback",
            "{\"application\":\"frail\",\"reason\":\"deaf\"}");

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored");
    assertThat(ProcessHandle.of(deaf).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(MODE).hasContent("ok");
  }

  @Test
  void serviceThatCannotBeStoppedLeavesNothingThatIsUndoneLater() throws IOException {
    var pid = frail().workDirectory().resolve("run/frail.pid");
    var before = Files.readString(pid);
    Files.writeString(pid, "no pid");
    try {
      var rollback =
          Rollback.start(
              port, "olivia", "emergency-rollback", "{\"application\":\"frail\",\"reason\":\"x\"}");

      rollback.task("Take over");
      assertThat(rollback.steps()).contains("Stop failed");
      assertThat(changes.begun(frail())).isEmpty();
    } finally {
      Files.writeString(pid, before);
    }
  }

  @Test
  void portThatIsTakenHandsOverToAPersonWhoIsToldAndTheFilesAreAsTheyWere() throws IOException {
    services.stopAll(frail());
    Files.writeString(MODE, "dies");
    try (var squatter =
        new ServerSocket(FrailApplication.PORT, 1, InetAddress.getByName("127.0.0.1"))) {
      var rollback =
          Rollback.start(
              port,
              "olivia",
              "emergency-rollback",
              "{\"application\":\"frail\",\"reason\":\"dead\"}");
      rollback.task("Take over");

      assertThat(rollback.variable("failure"))
          .contains("answers at 127.0.0.1:" + FrailApplication.PORT)
          .contains("process " + ProcessHandle.current().pid());
      assertThat(rollback.variable("minimalServer")).contains("no minimal server");
      assertThat(rollback.variable("nextLevel"))
          .isEqualTo("If that does not help, the next level is: Full restore.");
      assertThat(MODE).hasContent("dies");
      assertThat(squatter.isBound()).isTrue();
    }
  }

  @Test
  void versionThatSomebodyStartedByHandIsNotTakenForTheRestoredOne() throws Exception {
    var service = frail().services().keySet().iterator().next();
    var pid = services.status(frail(), service).pid().orElseThrow();
    ProcessHandle.of(pid).orElseThrow().destroy();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> services.processes(frail(), service).isEmpty());
    var second =
        new ProcessBuilder("python3", "frail.py", Integer.toString(FrailApplication.PORT))
            .directory(FrailApplication.HOME.toFile())
            .start();
    try {
      await().atMost(Duration.ofSeconds(20)).until(FrailIT::answers);
      assertThat(new Health(port, "frail").verdict()).isEqualTo("UNHEALTHY");

      var rollback =
          Rollback.start(
              port,
              "olivia",
              "emergency-rollback",
              "{\"application\":\"frail\",\"reason\":\"2.0\"}");

      rollback.task("Take over");
      assertThat(rollback.steps()).contains("Stop failed");
      assertThat(rollback.variable("failure"))
          .contains("answers at 127.0.0.1:" + FrailApplication.PORT)
          .contains("process " + second.pid() + " («python3») of user")
          .contains("in session ");
      assertThat(second.isAlive()).isTrue();
    } finally {
      second.destroyForcibly().waitFor();
    }
  }

  @Test
  void stopCommandThatStopsNothingIsToldAndRestoresNothing() throws IOException {
    var sham = catalog.application(new ApplicationId("sham"));
    services.startAll(sham);
    var pid = Long.parseLong(Files.readString(FrailApplication.SHAM.resolve("pid")).strip());
    try {
      var good = snapshots.take(sham, SnapshotLabel.MANUAL);
      snapshots.markStable(good.id(), "test", "it works");
      Files.writeString(FrailApplication.SHAM.resolve("mode/mode"), "broken");

      var rollback =
          Rollback.start(
              port, "olivia", "emergency-rollback", "{\"application\":\"sham\",\"reason\":\"x\"}");

      rollback.task("Take over");
      assertThat(rollback.steps()).contains("Stop failed");
      assertThat(rollback.variable("failure"))
          .contains("web still runs, or nobody can tell, 1.0 s after «/bin/true»")
          .contains("(exit status 0)");
      assertThat(FrailApplication.SHAM.resolve("mode/mode")).hasContent("broken");
    } finally {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private static boolean answers() {
    try (var socket = new Socket("127.0.0.1", FrailApplication.PORT)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void rollbackThatIsCancelledDuringItsCutOverIsPutBack() throws IOException {
    var rollback = moduleRollbackTo("mute");
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.readString(MODE).equals("mute"));

    assertThat(
            new Caller(port, "olivia")
                .delete("/engine-rest/process-instance/" + rollback.instance)
                .status())
        .isEqualTo(204);

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> lastRollback().path("outcome").asText().equals("put-back"));
    assertThat(lastRollback().path("runbook").asText()).isEqualTo("undo-cancelled-rollback");
    assertThat(lastRollback().path("requester").asText()).isEqualTo("olivia");
    assertThat(rollback.outcome()).isEqualTo("cancelled");
    assertThat(MODE).hasContent("ok");
    assertThat(changes.begun(frail())).isEmpty();
    new Health(port, frail().id().value()).awaitHealthy();
  }

  private JsonNode lastRollback() {
    return new Caller(port, "olivia").get("/api/rollbacks?most=1").json().path(0);
  }

  @Test
  void homeDirectoryThatVanishedIsToldWhereStartWasPressed() throws IOException {
    services.stopAll(frail());
    var elsewhere = FrailApplication.HOME.resolveSibling("elsewhere");
    Files.move(FrailApplication.HOME, elsewhere);
    try {
      var answer =
          new Caller(port, "olivia")
              .post(
                  "/api/runbooks/emergency-rollback/start",
                  "{\"application\":\"frail\",\"reason\":\"gone\"}");

      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.text("/detail")).contains(FrailApplication.HOME.toString());
    } finally {
      Files.move(elsewhere, FrailApplication.HOME);
    }
  }

  @Test
  void liveFilesThatChangeAfterTheApprovalNeedANewOne() throws IOException {
    var before = safetySnapshots();
    Files.writeString(MODE, "other");
    var rollback = Rollback.start(port, "olivia", "module-rollback", request(stable));
    var first = rollback.task("Approve rollback");
    Files.writeString(MODE.resolveSibling("more"), "deployed in between");

    approve(first);
    var second = rollback.task("Approve rollback");

    assertThat(second).isNotEqualTo(first);
    assertThat(rollback.variable("planSummary")).contains("mode/more");
    assertThat(MODE).hasContent("other");
    approve(second);
    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored");
    assertThat(MODE).hasContent("ok");
    assertThat(MODE.resolveSibling("more")).doesNotExist();
    assertThat(safetySnapshots()).as("one for each plan").hasSize(before.size() + 2);
  }

  private List<Snapshot> safetySnapshots() {
    return snapshots.list(frail().id()).stream()
        .filter(snapshot -> snapshot.id().label().equals(SnapshotLabel.PRE_ROLLBACK))
        .toList();
  }

  /** Takes a snapshot of a mode that does not work, and asks for it as if by mistake. */
  private Rollback moduleRollbackTo(String mode) throws IOException {
    Files.writeString(MODE, mode);
    var bad = snapshots.take(frail(), new SnapshotLabel(mode));
    Files.writeString(MODE, "ok");
    var rollback = Rollback.start(port, "olivia", "module-rollback", request(bad));
    approve(rollback.task("Approve rollback"));
    return rollback;
  }

  private void approve(String task) {
    Rollback.decide(port, "samir", task, "approve");
  }

  private static String request(Snapshot target) {
    return "{\"application\":\"frail\",\"module\":\"mode\",\"target\":\""
        + target.id()
        + "\",\"reason\":\"x\"}";
  }

  private Application frail() {
    return catalog.application(new ApplicationId("frail"));
  }
}
