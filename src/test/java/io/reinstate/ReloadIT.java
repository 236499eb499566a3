package io.reinstate;

import static io.reinstate.ReloadedApplication.DEAF;
import static io.reinstate.ReloadedApplication.HOME;
import static io.reinstate.ReloadedApplication.PORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.service.Services;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.traffic.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A service that takes up new code by a reload goes on serving while its files are rolled back. */
@ReinstateTest
class ReloadIT {

  private static final Logger LOG = LoggerFactory.getLogger(ReloadIT.class);

  @LocalServerPort private int port;
  @Autowired private Catalog catalog;
  @Autowired private Services services;
  @Autowired private Snapshots snapshots;

  private RunningApplication reloaded;

  @BeforeEach
  void newestReleaseIsLive() throws IOException {
    reloaded = new RunningApplication("reloaded", port, catalog, services, snapshots);
    reloaded.stop();
    ReloadedApplication.deliver();
    reloaded.start();
  }

  @AfterEach
  void stop() {
    reloaded.stop();
  }

  @Test
  void codeRollbackUnderLoadFailsNoRequest() throws InterruptedException {
    var process = reloaded.process();
    var load = new Load(PORT);
    try (load) {
      load.awaitAnswers(200);
      var rollback = start("code-rollback", "");
      var task = rollback.task("Approve rollback");
      assertThat(rollback.variable("planSummary"))
          .contains("Reload instead of a restart: web")
          .doesNotContain("Restarts:");
      approve(task);

      assertThat(rollback.untilEnded().outcome()).as(rollback.detail()).isEqualTo("restored");
      load.awaitAnswers(200);
    }

    assertThat(load.failures()).isEmpty();
    assertThat(load.samples().get(0).colour()).isEqualTo("two two two");
    assertThat(last(load)).isEqualTo("one one one");
    assertThat(reloaded.process()).isEqualTo(process);
    LOG.info(
        "Code rollback by reload under load: {} requests, {} failed, {} connections closed, longest {} ms",
        load.samples().size(),
        load.failures().size(),
        load.closedUnderUs(),
        load.samples().stream().mapToLong(each -> each.end() - each.begin()).max().orElse(0)
            / 1_000_000);
  }

  @Test
  void reloadThatTakesUpNothingIsFoundOutAndUndone() throws IOException, InterruptedException {
    reloaded.markStable();
    Files.createFile(DEAF);
    var rollback = start("code-rollback", "");
    approve(rollback.task("Approve rollback"));

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored-by-emergency");

    assertThat(rollback.steps()).contains("Put previous files back");
    assertThat(rollback.variable("failure")).contains("says «v1.1.0», expected v1.0.0-stable");
    assertThat(HOME.resolve("app/page")).hasContent("two");
    assertThat(ReleasedApplication.git(HOME, "symbolic-ref", "HEAD")).isEqualTo("refs/heads/main");
    assertThat(serves()).isEqualTo("two two two");
  }

  @Test
  void serviceThatIsDownIsStartedInstead() throws InterruptedException {
    var rollback = start("code-rollback", "");
    var task = rollback.task("Approve rollback");
    services.stopAll(reloaded.application());
    approve(task);

    assertThat(rollback.untilEnded().outcome()).as(rollback.detail()).isEqualTo("restored");
    assertThat(serves()).isEqualTo("one one one");
  }

  @Test
  void moduleAndConfigurationFromASnapshotAreReloadedToo()
      throws IOException, InterruptedException {
    reloaded.markStable();
    Files.writeString(HOME.resolve("app/prices"), "wrong");
    Files.writeString(HOME.resolve("app/settings"), "wrong");
    services.reload(reloaded.application(), new ServiceId("web"));
    await().atMost(Duration.ofSeconds(60)).until(() -> serves().equals("two wrong wrong"));
    var process = reloaded.process();

    var module = start("module-rollback", ",\"module\":\"prices\"");
    approve(module.task("Approve rollback"));
    assertThat(module.untilEnded().outcome()).as(module.detail()).isEqualTo("restored");
    assertThat(serves()).isEqualTo("two two wrong");

    var configuration = start("configuration-rollback", "");
    approve(configuration.task("Approve rollback"));
    assertThat(configuration.untilEnded().outcome()).isEqualTo("restored");
    assertThat(serves()).isEqualTo("two two two");
    assertThat(reloaded.process()).isEqualTo(process);
  }

  private Rollback start(String runbook, String more) {
    return Rollback.start(
        port,
        "olivia",
        runbook,
        "{\"application\":\"reloaded\",\"reason\":\"it is slow\"" + more + "}");
  }

  private void approve(String task) {
    Rollback.decide(port, "samir", task, "approve");
  }

  private static String last(Load load) {
    var samples = load.samples();
    return samples.get(samples.size() - 1).colour();
  }

  private static String serves() throws InterruptedException {
    try (var load = new Load(PORT)) {
      load.awaitAnswers(1);
      return last(load);
    }
  }
}
