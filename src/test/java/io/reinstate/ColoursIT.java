package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.change.ChangeJournal;
import io.reinstate.service.ServiceStatus;
import io.reinstate.service.Services;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.toggle.Toggles;
import io.reinstate.traffic.Load;
import io.reinstate.traffic.Programs;
import io.reinstate.traffic.RunningProxy;
import io.reinstate.traffic.Traffic;
import io.reinstate.traffic.TrafficUnclear;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Traffic and toggles on a real application of two colours behind a real HAProxy. */
@Tag("long")
@ReinstateTest
class ColoursIT {

  private static final ColourId BLUE = new ColourId("blue");
  private static final ColourId GREEN = new ColourId("green");

  @LocalServerPort private int port;
  @Autowired private ChangeJournal changes;
  @Autowired private Catalog catalog;
  @Autowired private Services services;
  @Autowired private Traffic traffic;
  @Autowired private Toggles toggles;
  @Autowired private Snapshots snapshots;
  @TempDir Path directory;
  private RunningProxy proxy;

  @BeforeEach
  void blueServes() throws IOException {
    var haproxy = Programs.find("haproxy");
    Programs.find("python3");
    Rollback.cancelAll(port);
    for (var flag : List.of("sick", "no-login", "stubborn")) {
      Files.deleteIfExists(ColouredApplication.HOME.resolve(flag));
    }
    Files.writeString(ColouredApplication.TOGGLES, ColouredApplication.AS_DELIVERED);
    services.stopAll(duo());
    services.start(duo(), new ServiceId("blue"));
    traffic.awaitHealth(duo(), BLUE);
    var configuration = directory.resolve("haproxy.cfg");
    Files.writeString(configuration, ColouredApplication.proxy());
    proxy =
        new RunningProxy(
            directory,
            ColouredApplication.PROXY,
            List.of(haproxy, "-f", configuration.toString(), "-db"));
  }

  @AfterEach
  void nothingServes() {
    if (proxy != null) {
      proxy.close();
    }
    services.stopAll(duo());
  }

  @Test
  void trafficRollbackStartsTheIdleColourSwitchesAndLosesNoRequest() throws Exception {
    try (var customers = new Load(ColouredApplication.PROXY)) {
      customers.awaitAnswers(1);
      assertThat(customers.colours()).singleElement().asString().contains("blue");
      var rollback = switchTo("green");
      approve(rollback);

      assertThat(rollback.untilEnded().outcome()).isEqualTo("restored");
      assertThat(customers.colours()).anyMatch(answer -> answer.contains("green"));
      assertThat(rollback.history().text("/record/subject")).isEqualTo("colour green");
    }
    assertThat(traffic.active(duo())).isEqualTo(GREEN);
  }

  @Test
  void colourThatIsSickGetsNoTraffic() throws Exception {
    Files.writeString(ColouredApplication.HOME.resolve("sick"), "green");
    try (var customers = new Load(ColouredApplication.PROXY)) {
      var rollback = switchTo("green");

      approve(rollback);

      rollback.task("Take over");
      assertThat(rollback.variable("failure")).contains("green does not work", "/status");
      customers.awaitAnswers(1);
      assertThat(customers.colours()).singleElement().asString().contains("blue");
    }
    assertThat(traffic.active(duo())).isEqualTo(BLUE);
  }

  @Test
  void colourThatFailsBehindTheProxyIsSwitchedBack() throws IOException {
    Files.writeString(ColouredApplication.HOME.resolve("no-login"), "green");
    var rollback = switchTo("green");

    approve(rollback);

    rollback.task("Take over");
    assertThat(rollback.variable("failure")).contains("login through the proxy");
    assertThat(rollback.steps()).contains("Switch traffic", "Switch traffic back");
    assertThat(traffic.active(duo())).isEqualTo(BLUE);
  }

  @ParameterizedTest
  @CsvSource({
    "traffic-rollback, '\"colour\":\"green\"'",
    "feature-toggle-rollback, '\"toggles\":[\"uploads\"]'"
  })
  void dryRunTouchesNothing(String runbook, String subject) throws IOException {
    var before = Tree.of(ColouredApplication.HOME, "log");
    var process = services.status(duo(), new ServiceId("blue")).pid();

    var rollback =
        Rollback.start(
            port,
            "olivia",
            runbook,
            "{\"application\":\"duo\"," + subject + ",\"reason\":\"x\",\"dryRun\":true}");

    assertThat(rollback.untilEnded().outcome()).isEqualTo("planned");
    assertThat(Tree.of(ColouredApplication.HOME, "log")).isEqualTo(before);
    assertThat(traffic.active(duo())).isEqualTo(BLUE);
    assertThat(services.status(duo(), new ServiceId("blue")).pid()).isEqualTo(process);
    assertThat(services.status(duo(), new ServiceId("green")).pid()).isEmpty();
  }

  @Test
  void trafficRollbackThatIsCancelledAfterTheSwitchIsSwitchedBack() throws IOException {
    Files.writeString(ColouredApplication.HOME.resolve("no-login"), "green");
    var rollback = switchTo("green");
    approve(rollback);
    // For a moment both are ready.
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreException(TrafficUnclear.class)
        .until(() -> traffic.active(duo()).equals(GREEN));

    cancel(rollback);

    untilPutBack();
    assertThat(rollback.outcome()).isEqualTo("cancelled");
    assertThat(traffic.active(duo())).isEqualTo(BLUE);
    assertThat(changes.begun(duo())).isEmpty();
  }

  @Test
  void featureIsSwitchedOffAndItsFallbackIsSeen() throws IOException {
    var rollback = switchOff();

    approve(rollback);

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored");
    assertThat(ColouredApplication.TOGGLES)
        .content()
        .isEqualTo(ColouredApplication.AS_DELIVERED.replace("\"true\"", "\"false\""));
  }

  @Test
  void featureGoesBackToTheValueThatASnapshotRecorded() throws IOException {
    var snapshot = snapshots.take(duo(), SnapshotLabel.MANUAL).id();
    var off = switchOff();
    approve(off);
    assertThat(off.untilEnded().outcome()).isEqualTo("restored");
    assertThat(uploads()).isEqualTo("sequential");

    var rollback =
        Rollback.start(
            port,
            "olivia",
            "feature-toggle-rollback",
            "{\"application\":\"duo\",\"toggles\":[\"uploads\"],\"target\":\""
                + snapshot
                + "\",\"reason\":\"uploads were not it\"}");
    assertThat(rollback.variable("planSummary")).contains("from `false` to `true`");
    approve(rollback);

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored");
    assertThat(rollback.history().json().path("record").path("target").asText())
        .isEqualTo(snapshot.toString());
    assertThat(ColouredApplication.TOGGLES).content().isEqualTo(ColouredApplication.AS_DELIVERED);
    assertThat(uploads()).isEqualTo("parallel");
  }

  @Test
  void featureWhoseFallbackIsNotActiveIsSwitchedBackToTheByte() throws IOException {
    Files.writeString(ColouredApplication.HOME.resolve("stubborn"), "blue");
    var rollback = switchOff();

    approve(rollback);

    rollback.task("Take over");
    assertThat(rollback.variable("failure")).contains("sequential");
    assertThat(ColouredApplication.TOGGLES).content().isEqualTo(ColouredApplication.AS_DELIVERED);
  }

  @Test
  void featureWhoseRollbackIsCancelledAfterTheSwitchIsSwitchedBackToTheByte() throws IOException {
    Files.writeString(ColouredApplication.HOME.resolve("stubborn"), "blue");
    var rollback = switchOff();
    approve(rollback);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.readString(ColouredApplication.TOGGLES).contains("\"false\""));

    cancel(rollback);

    untilPutBack();
    assertThat(rollback.outcome()).isEqualTo("cancelled");
    assertThat(ColouredApplication.TOGGLES).content().isEqualTo(ColouredApplication.AS_DELIVERED);
    assertThat(changes.begun(duo())).isEmpty();
    assertThat(services.status(duo(), new ServiceId("blue")).state())
        .isEqualTo(ServiceStatus.State.RUNNING);
  }

  private void cancel(Rollback rollback) {
    assertThat(
            new Caller(port, "olivia")
                .post("/api/rollbacks/" + rollback.key + "/cancel", "{\"reason\":\"wrong one\"}")
                .status())
        .isEqualTo(200);
  }

  private void untilPutBack() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              var last = new Caller(port, "olivia").get("/api/rollbacks?most=1").json().path(0);
              return last.path("runbook").asText().equals("undo-cancelled-rollback")
                  && last.path("outcome").asText().equals("put-back");
            });
  }

  private Application duo() {
    return catalog.application(new ApplicationId("duo"));
  }

  private Rollback switchTo(String colour) {
    return Rollback.start(
        port,
        "olivia",
        "traffic-rollback",
        "{\"application\":\"duo\",\"colour\":\"" + colour + "\",\"reason\":\"blue fails\"}");
  }

  private Rollback switchOff() {
    return Rollback.start(
        port,
        "olivia",
        "feature-toggle-rollback",
        "{\"application\":\"duo\",\"toggles\":[\"uploads\"],\"reason\":\"uploads fail\"}");
  }

  private static String uploads() {
    return new Caller(ColouredApplication.BLUE, "nobody")
        .get("/health")
        .json()
        .path("uploads")
        .asText();
  }

  private void approve(Rollback rollback) {
    Rollback.decide(port, "samir", rollback.task("Approve rollback"), "approve");
  }
}
