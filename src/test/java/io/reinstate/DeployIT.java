package io.reinstate;

import static io.reinstate.DeployedApplication.HOME;
import static io.reinstate.DeployedApplication.PORT;
import static io.reinstate.DeployedApplication.push;
import static io.reinstate.ReleasedApplication.git;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.host.ProcessStat;
import io.reinstate.release.Releases;
import io.reinstate.service.ServiceStatus.State;
import io.reinstate.service.Services;
import io.reinstate.snapshot.store.Snapshots;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A pipeline deploys and operates through Reinstate: real pushes, a real remote, real services. */
@ReinstateTest
class DeployIT {

  private static final ServiceId WEB = new ServiceId("web");
  private static final ServiceId WORKER = new ServiceId("worker");

  @LocalServerPort private int port;
  @Autowired private Catalog catalog;
  @Autowired private Services services;
  @Autowired private Snapshots snapshots;
  @Autowired private Releases releases;

  private RunningApplication deployed;

  @BeforeEach
  void aVersionThatWorksIsLive() {
    deployed = new RunningApplication("deployed", port, catalog, services, snapshots);
    deployed.stop();
    push("one", "ok");
    git(HOME, "fetch", "-q", "origin");
    git(HOME, "checkout", "-q", "-f", "-B", "main", "origin/main");
    deployed.start();
  }

  @AfterEach
  void stop() {
    deployed.stop();
  }

  @Test
  void newestCommitOfABranchIsFetchedBuiltApprovedAndLive() {
    var commit = push("two", "ok");
    var deployment = deploy("olivia", "main", "");
    var task = deployment.task("Approve rollback");
    assertThat(deployment.variable("planSummary"))
        .contains("**Deploy revision** of deployed", "«Make it two»", "1 commit comes in")
        .contains("The release is kept as snapshot **release-", "`site/version`")
        .doesNotContain("Back to snapshot", "known good");
    assertThat(serves()).isEqualTo("one");

    Rollback.decide(port, "samir", task, "approve");

    awaitWatched(deployment);
    assertThat(deployment.history().text("/record/subject")).isEqualTo("main");
    assertThat(serves()).isEqualTo("two");
    assertThat(git(HOME, "rev-parse", "HEAD")).isEqualTo(commit);
    assertThat(git(HOME, "status", "--porcelain", "site")).isEmpty();
    assertThat(isKnownGood(commit)).as("known good before its watch is over").isFalse();
  }

  @Test
  void
      pipelineOfWhoMayForceItWaitsForNobodyAndAnEmergencyDuringItsWatchKeepsItFromBeingKnownGood() {
    deployed.markStable();
    var commit = push("two", "ok");
    var deployment = deploy("samir", commit, ",\"forced\":true");
    awaitWatched(deployment);
    assertThat(serves()).isEqualTo("two");

    var emergency =
        Rollback.start(
            port,
            "olivia",
            "emergency-rollback",
            "{\"application\":\"deployed\",\"reason\":\"customers complain\"}");

    assertThat(emergency.untilEnded().outcome()).isEqualTo("restored");
    assertThat(serves()).isEqualTo("one");
    assertThat(deployment.untilEnded().outcome()).isEqualTo("interrupted");
    assertThat(deployment.detail()).contains(emergency.key + ", «emergency-rollback», began.");
    assertThat(deployment.history().text("/record/decision/answer")).isEqualTo("force");
    assertThat(isKnownGood(commit)).isFalse();
  }

  @Test
  void versionThatDoesNotWorkIsNeverDeployedAndThePreviousOneIsVerified() {
    var before = git(HOME, "rev-parse", "HEAD");
    var commit = push("two", "sick");
    var deployment = deploy("samir", commit, ",\"forced\":true");

    assertThat(deployment.untilEnded().outcome()).as(deployment.detail()).isEqualTo("put-back");

    assertThat(deployment.detail())
        .contains("The previous version runs again. Healthy", "/status is «sick»");
    assertThat(deployment.steps())
        .contains("Put previous files back", "Start previous version", "Verify application")
        .doesNotContain("Emergency rollback", "Confirm deployment");
    assertThat(serves()).isEqualTo("one");
    assertThat(git(HOME, "rev-parse", "HEAD")).isEqualTo(before);
    assertThat(git(HOME, "symbolic-ref", "HEAD")).isEqualTo("refs/heads/main");
    assertThat(isKnownGood(commit)).isFalse();
  }

  @Test
  void versionThatFallsIllWhileItIsWatchedGivesWayToWhatRanBefore() throws IOException {
    var deployment = deploy("samir", push("two", "ok"), ",\"forced\":true");
    awaitWatched(deployment);

    Files.writeString(HOME.resolve("site/status.json"), "{\"status\":\"sick\"}");

    assertThat(deployment.untilEnded().outcome())
        .as(deployment.detail())
        .isEqualTo("restored-by-emergency");
    assertThat(serves()).isEqualTo("one");
  }

  @Test
  void whatCannotBeDeployedIsRefusedWhereTheStartWasPressed() {
    assertThat(refusal("deploy-revision", "")).contains("No revision was named");
    assertThat(refusal("deploy-revision", ",\"revision\":\"maim\""))
        .contains("no tag, branch or commit «maim», not even after fetching");
    assertThat(refusal("deploy-revision", ",\"revision\":\"main\",\"forced\":true"))
        .contains("Only members of senior-developers can force");
    assertThat(
            refusal(
                "deploy-revision", ",\"revision\":\"main\",\"noticed\":\"2026-01-01T00:00:00Z\""))
        .contains("takes no «noticed»");
    assertThat(refusal("operate-services", ",\"operation\":\"reboot\""))
        .contains("There is no operation «reboot»", "start, stop, restart");
    assertThat(refusal("operate-services", "")).contains("No operation was named");
    assertThat(refusal("operate-services", ",\"operation\":\"stop\",\"service\":\"wep\""))
        .contains("web");
  }

  @Test
  void emergencyDoesNotWaitForARemoteThatADeploymentWaitsFor() throws Exception {
    var origin = git(HOME, "config", "remote.origin.url");
    var start = CompletableFuture.<Caller.Answer>completedFuture(null);
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var url = "http://127.0.0.1:" + silent.getLocalPort() + "/site.git";
      git(HOME, "config", "remote.origin.url", url);
      start =
          CompletableFuture.supplyAsync(
              () ->
                  new Caller(port, "samir")
                      .post(
                          "/api/runbooks/deploy-revision/start",
                          request(",\"revision\":\"main\"")));
      try (var asked = silent.accept()) {

        var emergency =
            CompletableFuture.supplyAsync(
                () ->
                    Rollback.start(
                        port, "olivia", "emergency-rollback", request(",\"dryRun\":true")));

        assertThat(emergency.get(15, TimeUnit.SECONDS).untilEnded().outcome()).isEqualTo("planned");
        assertThat(start.isDone()).as("the deployment asks the remote still").isFalse();
      }
    } finally {
      git(HOME, "config", "remote.origin.url", origin);
    }
    assertThat(start.get(1, TimeUnit.MINUTES).status()).isEqualTo(422);
  }

  @Test
  void servicesStopStartAndRestartWithWhatRequiresThem() {
    var first = process(WEB);

    assertThat(operate("restart", "").untilEnded().outcome()).isEqualTo("services-run");
    var second = process(WEB);
    assertThat(second).isNotEqualTo(first);
    assertThat(serves()).isEqualTo("one");

    var stopped = operate("stop", ",\"service\":\"web\"").untilEnded();
    assertThat(stopped.outcome()).isEqualTo("services-stopped");
    assertThat(stopped.history().text("/record/subject")).isEqualTo("stop web");
    assertThat(stopped.history().text("/plans/0/acts/0/sentence"))
        .startsWith("Stops, in this order: worker, web.");
    assertThat(state(WEB)).isEqualTo(State.STOPPED);
    assertThat(state(WORKER)).isEqualTo(State.STOPPED);

    assertThat(operate("start", ",\"service\":\"worker\"").untilEnded().outcome())
        .isEqualTo("services-run");
    assertThat(state(WEB)).isEqualTo(State.RUNNING);
    assertThat(state(WORKER)).isEqualTo(State.RUNNING);
    var third = process(WEB);

    assertThat(operate("restart", ",\"service\":\"worker\"").untilEnded().outcome())
        .isEqualTo("services-run");
    assertThat(process(WEB)).as("what the worker requires goes on").isEqualTo(third);
  }

  @Test
  void startOfAllServicesStopsTheMinimalServerThatStoodIn() {
    services.stopAll(deployed.application());
    services.startMinimal(deployed.application());
    assertThat(refusal("operate-services", ",\"operation\":\"start\",\"service\":\"web\""))
        .contains("The minimal server stands in");

    assertThat(operate("start", "").untilEnded().outcome()).isEqualTo("services-run");

    assertThat(services.minimalStatus(deployed.application()).state()).isEqualTo(State.STOPPED);
    assertThat(state(WEB)).isEqualTo(State.RUNNING);
  }

  @Test
  void serviceThatDoesNotWorkAfterARestartIsForAPersonAndWhatRunsGoesOn() throws IOException {
    Files.writeString(HOME.resolve("site/status.json"), "{\"status\":\"sick\"}");
    assertThat(operate("restart", ",\"service\":\"worker\"").untilEnded().outcome())
        .as("only the worker's probes are asked")
        .isEqualTo("services-run");

    var operation = operate("restart", "");

    var task = operation.task("Take over");
    assertThat(operation.variable("failure")).contains("/status is «sick»");
    assertThat(state(WEB)).isEqualTo(State.RUNNING);
    assertThat(refusal("operate-services", ",\"operation\":\"stop\"")).contains(operation.key);
    assertThat(
            new Caller(port, "olivia")
                .post(
                    "/engine-rest/task/" + task + "/submit-form",
                    "{\"variables\":{\"resolution\":{\"value\":\"Mended by hand.\"}}}")
                .status())
        .isEqualTo(204);
    assertThat(operation.untilEnded().outcome()).isEqualTo("handed-over");
  }

  private void awaitWatched(Rollback deployment) {
    await("done and watched")
        .atMost(Duration.ofMinutes(2))
        .until(() -> !deployment.history().text("/record/acted").equals("null"));
  }

  private boolean isKnownGood(String commit) {
    return releases.known(deployed.application()).stream()
        .anyMatch(release -> release.commit().equals(commit));
  }

  private Rollback deploy(String user, String revision, String more) {
    return Rollback.start(
        port, user, "deploy-revision", request(",\"revision\":\"" + revision + "\"" + more));
  }

  private Rollback operate(String operation, String more) {
    return Rollback.start(
        port, "olivia", "operate-services", request(",\"operation\":\"" + operation + "\"" + more));
  }

  private static String request(String more) {
    return "{\"application\":\"deployed\",\"reason\":\"the pipeline wants it\"" + more + "}";
  }

  private String refusal(String runbook, String more) {
    var answer =
        new Caller(port, "olivia").post("/api/runbooks/" + runbook + "/start", request(more));
    assertThat(answer.status()).as("%s", answer.json()).isBetween(400, 499);
    return answer.json().toString();
  }

  private static String serves() {
    return Served.now(PORT, "/version");
  }

  private State state(ServiceId service) {
    return services.status(deployed.application(), service).state();
  }

  /** The one that was started; a program may have others for a moment. */
  private long process(ServiceId service) {
    return services.processes(deployed.application(), service).stream()
        .mapToLong(ProcessStat::session)
        .findAny()
        .orElseThrow();
  }
}
