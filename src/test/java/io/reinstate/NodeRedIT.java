package io.reinstate;

import static io.reinstate.NodeRedApplication.HOME;
import static io.reinstate.NodeRedApplication.says;
import static io.reinstate.NodeRedApplication.version;
import static io.reinstate.NodeRedApplication.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.service.Services;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.store.Snapshots;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Node-RED from npm, version 3 for 4 and back, checked from outside by what answers: once by a
 * stable snapshot, once by a release that is built beside.
 */
@Tag("long")
@ReinstateTest
@TestMethodOrder(OrderAnnotation.class)
class NodeRedIT {

  private static final String OLD = "3.1.9";

  private static boolean prepared;
  private static String newest;

  @LocalServerPort private int port;
  @Autowired private Catalog catalog;
  @Autowired private Services services;
  @Autowired private Snapshots snapshots;

  /** The old version served, was known good, and the new one was deployed over it. */
  @BeforeEach
  void theNewVersionServes() {
    if (!prepared) {
      assumeTrue(
          NodeRedApplication.packagesCanBeInstalled(),
          "this needs npm, and a registry of packages");
      NodeRedApplication.install(OLD, "hello from three", "v1-stable");
      start();
      assertThat(version()).isEqualTo(OLD);
      snapshots.markStable(
          snapshots.take(application(), SnapshotLabel.MANUAL).id(), "test", "it works");
      deployTheNewVersion();
      newest = version();
      assertThat(newest).startsWith("4.");
      prepared = true;
    }
  }

  private void deployTheNewVersion() {
    services.stopAll(application());
    NodeRedApplication.install("^4.0.0", "hello from four", "v2");
    start();
  }

  private void start() {
    services.startAll(application());
    new Health(port, "flows").awaitHealthy();
  }

  @AfterEach
  void nothingGoesOn() {
    Rollback.cancelAll(port);
    if (prepared) {
      assertThat(HOME.resolve("data/orders")).hasContent("order 1");
    }
  }

  @Test
  @Order(1)
  void aToggleIsSwitchedOffAndTheProgramReadsIt() {
    write("config/flags.json", "{\n  \"beta\": true\n}\n");
    restart();
    assertThat(says("/beta")).isEqualTo("true");

    ends(forced("feature-toggle-rollback", ",\"toggles\":[\"beta\"]"));

    assertThat(says("/beta")).isEqualTo("false");
    assertThat(version()).isEqualTo(newest);
  }

  @Test
  @Order(2)
  void theConfigurationGoesBackAndNothingElse() {
    write("config/settings.json", "{\"title\": \"Wrong\"}\n");
    restart();
    assertThat(says("/title")).isEqualTo("Wrong");

    ends(forced("configuration-rollback", ""));

    assertThat(says("/title")).isEqualTo("Flows");
    assertThat(says("/greeting")).isEqualTo("hello from four");
    assertThat(version()).isEqualTo(newest);
  }

  @Test
  @Order(3)
  void aModuleGoesBackWhileTheProgramStaysNew() {
    ends(forced("module-rollback", ",\"module\":\"flows\""));

    assertThat(says("/greeting")).isEqualTo("hello from three");
    assertThat(version()).isEqualTo(newest);
  }

  @Test
  @Order(4)
  void anEmergencyBringsTheOldVersionBackWithoutARegistry() {
    NodeRedApplication.flows("broken\\\" +");

    var emergency =
        Rollback.start(
            port,
            "olivia",
            "emergency-rollback",
            "{\"application\":\"flows\",\"reason\":\"no flow answers\"}");

    ends(emergency);
    assertThat(version()).isEqualTo(OLD);
    assertThat(says("/greeting")).isEqualTo("hello from three");
    assertThat(output(emergency)).contains("what is installed is what the lock files say");
  }

  @Test
  @Order(5)
  void aReleaseIsBuiltBesideAndServes() {
    deployTheNewVersion();
    assertThat(version()).isEqualTo(newest);

    var code = forced("code-rollback", "");
    ends(code);

    assertThat(version()).isEqualTo(OLD);
    assertThat(says("/greeting")).isEqualTo("hello from three");
    assertThat(NodeRedApplication.git("describe", "--tags")).isEqualTo("v1-stable");
    assertThat(NodeRedApplication.git("status", "--porcelain")).isEmpty();
    assertThat(output(code)).contains("$ npm ci");
    services.stopAll(application());
  }

  private void restart() {
    services.stopAll(application());
    start();
  }

  private Rollback forced(String runbook, String inputs) {
    return Rollback.start(
        port,
        "samir",
        runbook,
        "{\"application\":\"flows\",\"reason\":\"it fails\",\"forced\":true%s}".formatted(inputs));
  }

  private static void ends(Rollback rollback) {
    assertThat(rollback.untilEnded().outcome()).as(rollback.detail()).isEqualTo("restored");
  }

  private String output(Rollback rollback) {
    return new Caller(port, "olivia").getText("/api/rollbacks/" + rollback.key + "/output");
  }

  private Application application() {
    return catalog.application(new ApplicationId("flows"));
  }
}
