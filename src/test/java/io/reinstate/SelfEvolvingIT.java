package io.reinstate;

import static io.reinstate.Crew.RESTORED;
import static io.reinstate.FiveSystems.ECOSYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

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

/** The rollback types of the Self-Evolving Ecosystem, in the order of their document. */
@Tag("long")
@ReinstateTest
@TestMethodOrder(OrderAnnotation.class)
class SelfEvolvingIT {

  private static final String LEARNING = "modules/learning/learning.txt";
  private static final String OPTIMISATION = "modules/optimisation/optimisation.txt";
  private static final String SETTINGS = "config/settings.json";
  private static final String SHARED = "data/shared.json";

  private static final String GOOD_SETTINGS =
      """
      {"learning-rate": 5,
       "optimisations": {"caching": true, "batching": true}}
      """;

  @LocalServerPort private int port;
  @Autowired private Catalog catalog;
  @Autowired private Services services;
  @Autowired private Snapshots snapshots;
  private Crew crew;

  @BeforeEach
  void stableVersionIsUp() {
    crew = new Crew(port, ECOSYSTEM);
    Rollback.cancelAll(port);
    services.stopAll(application());
    ECOSYSTEM.write(
        "experiment.sh", "test -z \"$1\" || echo \"$1\" > data/experiment\ncat data/experiment\n");
    ECOSYSTEM.write("data/experiment", "running\n");
    ECOSYSTEM.write(SHARED, "{\"learned\": 123}");
    ECOSYSTEM.write(SETTINGS, GOOD_SETTINGS);
    ECOSYSTEM.write(
        "config/automations.json", "{\"tidy-desktop\": true, \"nightly-learning\": true}");
    ECOSYSTEM.write(LEARNING, "learns");
    ECOSYSTEM.write(OPTIMISATION, "optimises");
    services.startAll(application());
    crew.isHealthy();
    snapshots.markStable(
        snapshots.take(application(), SnapshotLabel.MANUAL).id(), "olivia", "it works");
  }

  @AfterEach
  void stop() {
    Rollback.cancelAll(port);
    services.stopAll(application());
  }

  @Test
  @Order(1)
  void emergencyBringsModulesAndConfigurationBackAtOnce() {
    ECOSYSTEM.write(SETTINGS, "{");
    restartWith(LEARNING, "dies");

    crew.ends(crew.asks("emergency-rollback", ""), RESTORED);

    assertThat(ECOSYSTEM.says("ecosystem", "/status")).isEqualTo("healthy");
    assertThat(ECOSYSTEM.says("ecosystem", "/settings/learning-rate")).isEqualTo("5");
  }

  @Test
  @Order(2)
  void completeRollbackBringsDataBackTooAndChecksItsIntegrity() {
    ECOSYSTEM.write(SHARED, "{\"learned\": ");
    ECOSYSTEM.write(SETTINGS, "{\"learning-rate\": 900}");
    restartWith(LEARNING, "broken");
    assertThat(crew.verdict()).isEqualTo("UNHEALTHY");

    var rollback = crew.asks("full-restore", "");
    crew.approves("stella", rollback);
    crew.ends(rollback, RESTORED);

    assertThat(ECOSYSTEM.read(SHARED)).isEqualTo("{\"learned\": 123}");
    assertThat(ECOSYSTEM.says("ecosystem", "/modules/learning")).isEqualTo("integrated");
    assertThat(ECOSYSTEM.says("ecosystem", "/settings/learning-rate")).isEqualTo("5");
    crew.isHealthy();
  }

  @Test
  @Order(3)
  void moduleComesBackAndTheOthersStay() {
    ECOSYSTEM.write(OPTIMISATION, "optimises more");
    restartWith(LEARNING, "broken");

    var rollback = crew.asks("module-rollback", ",\"module\":\"learning\"");
    crew.approves("samir", rollback);
    crew.ends(rollback, RESTORED);

    assertThat(ECOSYSTEM.says("ecosystem", "/modules/learning")).isEqualTo("integrated");
    assertThat(ECOSYSTEM.read(OPTIMISATION)).isEqualTo("optimises more");
  }

  @Test
  @Order(4)
  void configurationComesBackAndDataAndModulesStay() {
    ECOSYSTEM.write(SETTINGS, "{\"learning-rate\": 900}");
    ECOSYSTEM.write(SHARED, "{\"learned\": 124}");
    restartWith(LEARNING, "learns more");

    var rollback = crew.asks("configuration-rollback", "");
    crew.approves("samir", rollback);
    crew.ends(rollback, RESTORED);

    assertThat(ECOSYSTEM.says("ecosystem", "/settings/learning-rate")).isEqualTo("5");
    assertThat(ECOSYSTEM.read(SHARED)).contains("124");
    assertThat(ECOSYSTEM.read(LEARNING)).isEqualTo("learns more");
  }

  @Test
  @Order(5)
  void oneAutomationIsSwitchedOffAndNothingIsRestarted() {
    var process = process();

    switchesOff("tidy-desktop");

    assertThat(ECOSYSTEM.says("ecosystem", "/automations/tidy-desktop")).isEqualTo("false");
    assertThat(ECOSYSTEM.says("ecosystem", "/automations/nightly-learning")).isEqualTo("true");
    assertThat(process()).isEqualTo(process);
  }

  @Test
  @Order(6)
  void oneOptimisationAndOneExperimentEndAndTheOthersStay() {
    switchesOff("caching");
    switchesOff("shorter-prompts");

    assertThat(ECOSYSTEM.says("ecosystem", "/settings/optimisations/caching")).isEqualTo("false");
    assertThat(ECOSYSTEM.read(SETTINGS))
        .isEqualTo(GOOD_SETTINGS.replace("\"caching\": true", "\"caching\": false").strip());
    assertThat(ECOSYSTEM.read("data/experiment")).isEqualTo("ended");
  }

  private void switchesOff(String toggle) {
    var rollback = crew.asks("feature-toggle-rollback", ",\"toggles\":[\"" + toggle + "\"]");
    crew.approves("samir", rollback);
    crew.ends(rollback, RESTORED);
  }

  private void restartWith(String module, String content) {
    services.stopAll(application());
    ECOSYSTEM.write(module, content);
    services.startAll(application());
  }

  private long process() {
    var service = application().services().keySet().iterator().next();
    return services.status(application(), service).pid().orElseThrow();
  }

  private Application application() {
    return catalog.application(new ApplicationId("ecosystem"));
  }
}
