package io.reinstate;

import static io.reinstate.Crew.RESTORED;
import static io.reinstate.FiveSystems.CONSCIOUSNESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.service.Services;
import io.reinstate.snapshot.store.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.util.FileSystemUtils;

/** The procedures of the Universal Consciousness Platform, in the order of their document. */
@Tag("long")
@ReinstateTest
@TestMethodOrder(OrderAnnotation.class)
class UniversalConsciousnessIT {

  private static final String MODULES = "server/consciousness/modules/";
  private static final String VENICE = MODULES + "VeniceAI.js";
  private static final String CRYSTALLIZATION = MODULES + "CrystallizationEngine.js";
  private static final String SPIRAL = MODULES + "SpiralMemory.js";

  @LocalServerPort private int port;
  @Autowired private Catalog catalog;
  @Autowired private Services services;
  @Autowired private Snapshots snapshots;
  private Crew crew;

  @BeforeEach
  void stableVersionIsUp() throws IOException {
    crew = new Crew(port, CONSCIOUSNESS);
    Rollback.cancelAll(port);
    stop();
    FileSystemUtils.deleteRecursively(CONSCIOUSNESS.home.resolve("node_modules"));
    Files.createDirectories(CONSCIOUSNESS.home.resolve("node_modules/mathjs"));
    Files.deleteIfExists(CONSCIOUSNESS.home.resolve("empty-registry"));
    CONSCIOUSNESS.write(
        "install.sh",
        """
        test ! -e empty-registry || exit 0
        for package; do mkdir -p node_modules/$package; done
        """);
    Files.deleteIfExists(CONSCIOUSNESS.home.resolve("package-lock.json"));
    CONSCIOUSNESS.write("minimal-stable-server.txt", "minimal");
    CONSCIOUSNESS.write("package.json", "{\"version\": \"1.0.0\"}");
    CONSCIOUSNESS.write(".env", "NODE_ENV=production");
    CONSCIOUSNESS.write(VENICE, "speaks\n");
    CONSCIOUSNESS.write(CRYSTALLIZATION, "grows\nneeds mathjs\n");
    CONSCIOUSNESS.write(SPIRAL, "remembers\n");
    CONSCIOUSNESS.write("data/memories.json", "[\"first\"]");
    services.startAll(application());
    crew.isHealthy();
  }

  @AfterEach
  void stop() {
    Rollback.cancelAll(port);
    services.stopMinimal(application());
    services.stopAll(application());
  }

  @Test
  @Order(1)
  void emergencyWithoutAStableSnapshotStartsTheMinimalServerAndCallsAPerson() {
    deploy(VENICE, "dies");

    var rollback = crew.asks("emergency-rollback", "");

    var task = rollback.task("Take over");
    assertThat(CONSCIOUSNESS.says("server", "/service")).isEqualTo("minimal");
    crew.done("olivia", task, "{\"variables\":{\"resolution\":{\"value\":\"Mended by hand.\"}}}");
    crew.ends(rollback, "handed-over");
  }

  @Test
  @Order(2)
  void snapshotHoldsWhatThePatternsMatchAndSaysWhatTheyDoNot() {
    stable();

    var snapshot = snapshots.list(new ApplicationId("consciousness")).get(0);
    assertThat(snapshot.stable()).isPresent();
    assertThat(snapshot.warnings().toString()).contains("package-lock.json");
    assertThat(snapshot.files()).isEqualTo(6);
  }

  @Test
  @Order(3)
  void emergencyRestoresTheNewestStableSnapshotAndKeepsTheData() {
    stable();
    CONSCIOUSNESS.write("data/memories.json", "[\"first\", \"second\"]");
    CONSCIOUSNESS.write("package.json", "{}");
    deploy(VENICE, "dies");

    crew.ends(crew.asks("emergency-rollback", ""), RESTORED);

    assertThat(CONSCIOUSNESS.says("server", "/status")).isEqualTo("healthy");
    assertThat(CONSCIOUSNESS.read("package.json")).contains("1.0.0");
    assertThat(CONSCIOUSNESS.read("data/memories.json")).contains("second");
  }

  @Test
  @Order(4)
  void emergencyInstallsThePackagesThatTheLockFilePinned() throws IOException {
    CONSCIOUSNESS.write("package-lock.json", "mathjs");
    stable();
    CONSCIOUSNESS.write("package-lock.json", "quantum-js");
    upgradePhaseTwo();

    crew.ends(crew.asks("emergency-rollback", ""), RESTORED);

    assertThat(CONSCIOUSNESS.says("server", "/modules/CrystallizationEngine"))
        .isEqualTo("integrated");
    assertThat(CONSCIOUSNESS.home.resolve("node_modules/mathjs")).isDirectory();
  }

  @Test
  @Order(5)
  void moduleComesBackAloneAfterASeniorDeveloperAgreed() {
    stable();
    CONSCIOUSNESS.write(SPIRAL, "remembers more\n");
    deploy(VENICE, "broken");

    var rollback = crew.asks("module-rollback", ",\"module\":\"venice-ai\"");
    crew.approves("samir", rollback);
    crew.ends(rollback, RESTORED);

    assertThat(CONSCIOUSNESS.says("server", "/modules/VeniceAI")).isEqualTo("integrated");
    assertThat(CONSCIOUSNESS.read(SPIRAL)).isEqualTo("remembers more");
  }

  @Test
  @Order(6)
  void phaseComesBackWithItsPackagesAfterTheProjectLeadAgreed() throws IOException {
    stable();
    upgradePhaseTwo();
    CONSCIOUSNESS.write(VENICE, "speaks louder\n");

    var rollback = crew.asks("phase-rollback", ",\"phase\":\"phase-2\"");
    crew.approves("petra", rollback);
    crew.ends(rollback, RESTORED);

    assertThat(CONSCIOUSNESS.says("server", "/modules/CrystallizationEngine"))
        .isEqualTo("integrated");
    assertThat(CONSCIOUSNESS.read(SPIRAL)).isEqualTo("remembers");
    assertThat(CONSCIOUSNESS.read(VENICE)).isEqualTo("speaks louder");
    assertThat(CONSCIOUSNESS.home.resolve("node_modules/fft-js")).isDirectory();
  }

  @Test
  @Order(7)
  void phaseWhosePackagesCannotBeHadEndsOnTheMinimalServer() throws IOException {
    stable();
    upgradePhaseTwo();
    CONSCIOUSNESS.write("empty-registry", "");

    var rollback = crew.asks("phase-rollback", ",\"phase\":\"phase-2\"");
    crew.approves("petra", rollback);

    rollback.task("Take over");
    assertThat(CONSCIOUSNESS.says("server", "/service")).isEqualTo("minimal");
    assertThat(CONSCIOUSNESS.read(SPIRAL)).isEqualTo("remembers in circles");
  }

  /** The new modules import another package, and its installation took the old one away. */
  private void upgradePhaseTwo() throws IOException {
    FileSystemUtils.deleteRecursively(CONSCIOUSNESS.home.resolve("node_modules"));
    CONSCIOUSNESS.write(SPIRAL, "remembers in circles\n");
    deploy(CRYSTALLIZATION, "grows\nneeds quantum-js\n");
  }

  private void deploy(String module, String content) {
    services.stopAll(application());
    CONSCIOUSNESS.write(module, content);
    services.startAll(application());
  }

  private void stable() {
    crew.ends(
        crew.asks("take-snapshot", ",\"label\":\"manual\",\"markStable\":true"), "snapshot-taken");
  }

  private Application application() {
    return catalog.application(new ApplicationId("consciousness"));
  }
}
