package io.reinstate;

import static io.reinstate.Crew.RESTORED;
import static io.reinstate.FiveSystems.LATTICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.service.Services;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.store.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/** The levels of the Quantum Resonance Lattice, in the order of its document. */
@Tag("long")
@ReinstateTest
@TestMethodOrder(OrderAnnotation.class)
class QuantumResonanceIT {

  private static final String DATABASE = "data/lattice.db";
  private static final Path HOME = LATTICE.home;

  @LocalServerPort private int port;
  @Autowired private Catalog catalog;
  @Autowired private Services services;
  @Autowired private Snapshots snapshots;
  private Crew crew;

  /**
   * The first release was known to be good; the second changed code and schema, and does not work.
   */
  @BeforeEach
  void secondReleaseIsLiveAndBroken() throws IOException {
    crew = new Crew(port, LATTICE);
    Rollback.cancelAll(port);
    services.stopAll(application());
    for (var made : new String[] {".git", "data", "cache", "flask", "gradio", "fastapi"}) {
      FileSystemUtils.deleteRecursively(HOME.resolve(made));
    }
    Files.createDirectories(HOME.resolve("data"));
    LATTICE.write(
        "migrate.py",
        """
        import sqlite3, sys

        database = sqlite3.connect("data/lattice.db")
        database.execute("alter table entries drop column amount")
        database.execute("pragma user_version = " + sys.argv[1])
        database.commit()
        """);
    LATTICE.write(".gitignore", "/*\n!/fastapi\n!/flask\n!/gradio\n!/schema\n!/.gitignore\n");
    LATTICE.git("init", "-q", "-b", "main");
    version("genesis", "1");
    LATTICE.release("known-good-1");
    LATTICE.sqlite(
        DATABASE,
        "create table entries (text text, created text default current_timestamp)",
        "insert into entries (text) values ('first payment')",
        "pragma user_version = 1");
    services.startAll(application());
    crew.isHealthy();
    snapshots.markStable(
        snapshots.take(application(), SnapshotLabel.MANUAL).id(), "olivia", "it works");
    services.stopAll(application());
    version("broken quantum", "1");
    LATTICE.release("release-2");
    services.startAll(application());
    LATTICE.write("cache/page", "quantum");
  }

  @AfterEach
  void stop() {
    Rollback.cancelAll(port);
    services.stopAll(application());
  }

  @Test
  @Order(1)
  void fastRollbackIsRehearsedFirstAndKeepsThePayments() throws Exception {
    var before = LATTICE.tree();
    crew.ends(crew.asks("code-rollback", ",\"dryRun\":true"), "planned");
    assertThat(LATTICE.tree()).isEqualTo(before);
    assertThat(crew.verdict()).isEqualTo("UNHEALTHY");
    untilItIs("fastapi", "broken quantum");
    LATTICE.post("fastapi", "second payment");

    var rollback = crew.asks("code-rollback", "");
    crew.approves("samir", rollback);
    crew.ends(rollback, RESTORED);

    assertThat(LATTICE.git("describe", "--tags")).isEqualTo("known-good-1");
    assertThat(LATTICE.says("gradio", "/version")).isEqualTo("genesis");
    assertThat(LATTICE.says("fastapi", "/entries/1")).isEqualTo("second payment");
    assertThat(HOME.resolve("cache")).doesNotExist();
    crew.isHealthy();
  }

  @Test
  @Order(2)
  void fullRollbackTakesTheSchemaBackAndKeepsThePayments() throws Exception {
    services.stopAll(application());
    version("broken quantum", "2");
    LATTICE.release("release-3");
    LATTICE.sqlite(
        DATABASE, "alter table entries add column amount integer", "pragma user_version = 2");
    services.startAll(application());
    LATTICE.sqlite(DATABASE, "insert into entries (text) values ('second payment')");

    var rollback = crew.asks("full-rollback", ",\"schemaVersion\":\"1\"");
    crew.approves("petra", rollback);
    crew.ends(rollback, RESTORED);

    assertThat(LATTICE.says("fastapi", "/schema")).isEqualTo("1");
    assertThat(LATTICE.says("fastapi", "/entries/1")).isEqualTo("second payment");
    assertThat(LATTICE.git("describe", "--tags")).isEqualTo("known-good-1");
    crew.isHealthy();
  }

  @Test
  @Order(3)
  void manualRollbackGoesServiceByServiceAndEachIsVerified() {
    var rollback = crew.asks("manual-rollback", "");
    crew.approves("samir", rollback);

    crew.does(rollback, "Hold the payments", "The desk holds them.");
    putBackByHand("fastapi");
    crew.does(rollback, "Put FastAPI back", "It says genesis.");
    putBackByHand("flask");
    crew.does(rollback, "Put Flask back", "It says genesis.");
    putBackByHand("gradio");
    crew.does(rollback, "Put Gradio back", "It says genesis.");

    crew.ends(rollback, RESTORED);
    assertThat(rollback.history().json().path("attestations"))
        .extracting(said -> said.path("note").asText())
        .containsExactly(
            "The desk holds them.", "It says genesis.", "It says genesis.", "It says genesis.");
  }

  @Test
  @Order(4)
  void oneServiceIsForcedBackAndThoseThatDoNotNeedItRunOn() {
    services.stopAll(application());
    version("quantum", "1");
    LATTICE.write("flask/version", "broken quantum");
    services.startAll(application());
    var fastapi = process("fastapi");
    var gradio = process("gradio");

    var rollback = crew.forces("service-rollback", ",\"service\":\"flask\"");
    crew.ends(rollback, RESTORED);

    assertThat(rollback.history().text("/record/decision/by")).isEqualTo("samir");
    assertThat(rollback.history().text("/record/decision/reason")).isEqualTo("it fails since noon");

    assertThat(LATTICE.says("flask", "/version")).isEqualTo("genesis");
    assertThat(LATTICE.says("gradio", "/version")).isEqualTo("quantum");
    assertThat(process("fastapi")).isEqualTo(fastapi);
    assertThat(process("gradio")).isEqualTo(gradio);
  }

  private void putBackByHand(String service) {
    services.stop(application(), new ServiceId(service));
    LATTICE.write(service + "/version", "genesis");
    services.start(application(), new ServiceId(service));
    untilItIs(service, "genesis");
  }

  private static void untilItIs(String service, String version) {
    await(service + " is " + version)
        .atMost(Duration.ofSeconds(60))
        .until(() -> LATTICE.says(service, "/version").equals(version));
  }

  private long process(String service) {
    return services.status(application(), new ServiceId(service)).pid().orElseThrow();
  }

  private static void version(String version, String schema) {
    for (var service : new String[] {"fastapi", "flask", "gradio"}) {
      LATTICE.write(service + "/version", version);
    }
    LATTICE.write("schema", schema);
  }

  private Application application() {
    return catalog.application(new ApplicationId("lattice"));
  }
}
