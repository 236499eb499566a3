package io.reinstate;

import static io.reinstate.Crew.RESTORED;
import static io.reinstate.FiveSystems.AGENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.service.Services;
import io.reinstate.snapshot.SnapshotLabel;
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

/** The three levels of the Agent Optimisations, in the order of their document. */
@Tag("long")
@ReinstateTest
@TestMethodOrder(OrderAnnotation.class)
class AgentOptimisationsIT {

  private static final String MEMORY = ".swarm/memory.db";
  private static final String ENVIRONMENT =
      """
      ENABLE_PARALLEL_SPAWNING=true
      ENABLE_PARALLEL_UPLOADS=true
      ENABLE_MCP_TRACKING=true
      """;

  @LocalServerPort private int port;
  @Autowired private Catalog catalog;
  @Autowired private Services services;
  @Autowired private Snapshots snapshots;
  private Crew crew;

  /** After two stable versions the one with the optimisations is live, and was good at first. */
  @BeforeEach
  void optimisationsAreLive() throws IOException {
    crew = new Crew(port, AGENTS);
    Rollback.cancelAll(port);
    services.stopAll(application());
    for (var made : new String[] {".git", ".swarm", "dist"}) {
      FileSystemUtils.deleteRecursively(AGENTS.home.resolve(made));
    }
    AGENTS.write(".gitignore", "/*\n!/lib\n!/package.json\n!/.gitignore\n");
    AGENTS.git("init", "-q", "-b", "main");
    AGENTS.write("package.json", "{}");
    AGENTS.write("lib/orchestration/spawner", "spawns in parallel");
    for (var version : new String[] {"v0.9.0-stable", "v1.0.0-stable", "v1.1.0"}) {
      AGENTS.write("lib/version", version);
      AGENTS.release(version);
    }
    AGENTS.write("dist/version", "v1.1.0");
    AGENTS.write(".env", ENVIRONMENT);
    Files.createDirectories(AGENTS.home.resolve(".swarm"));
    AGENTS.sqlite(
        MEMORY,
        "create table entries (text text, created text default current_timestamp)",
        "insert into entries (text) values ('first activity')");
    services.startAll(application());
    crew.isHealthy();
    snapshots.markStable(
        snapshots.take(application(), SnapshotLabel.MANUAL).id(), "olivia", "it works");
    AGENTS.sqlite(MEMORY, "insert into entries (text) values ('second activity')");
  }

  @AfterEach
  void stop() {
    Rollback.cancelAll(port);
    services.stopAll(application());
  }

  @Test
  @Order(1)
  void levelOneSwitchesTheFeaturesOffAndSeesTheirFallbacksInTheLog() {
    var rollback =
        crew.asks(
            "feature-toggle-rollback", ",\"toggles\":[\"spawning\",\"uploads\",\"tracking\"]");
    carriedOut(rollback, "samir");

    assertThat(AGENTS.read(".env")).isEqualTo(ENVIRONMENT.replace("true", "false").strip());
    assertThat(AGENTS.says("app", "/features/ENABLE_MCP_TRACKING")).isEqualTo("false");
    assertThat(AGENTS.read("log/app.log"))
        .contains("sequential spawning", "sequential uploads", "mcp tracking unavailable");
  }

  @Test
  @Order(2)
  void levelTwoBuildsTheLastStableTagAndWatchesIt() {
    AGENTS.write(".env", ENVIRONMENT + "LIMIT=5\n");

    var rollback = crew.asks("code-rollback", "");
    carriedOut(rollback, "samir");

    assertThat(AGENTS.git("describe", "--tags")).isEqualTo("v1.0.0-stable");
    assertThat(AGENTS.says("app", "/version")).isEqualTo("v1.0.0-stable");
    assertThat(AGENTS.says("app", "/entries/1")).isEqualTo("second activity");
    assertThat(AGENTS.read(".env")).contains("LIMIT=5");
    assertThat(rollback.steps()).contains("Next look due");
  }

  @Test
  @Order(3)
  void levelThreeRestoresFilesBuildConfigurationAndDatabase() throws IOException {
    FileSystemUtils.deleteRecursively(AGENTS.home.resolve("dist"));
    AGENTS.write(".env", "");
    AGENTS.sqlite(MEMORY, "delete from entries");

    var rollback = crew.asks("full-restore", "");
    carriedOut(rollback, "stella");

    assertThat(AGENTS.says("app", "/version")).isEqualTo("v1.1.0");
    assertThat(AGENTS.says("app", "/features/ENABLE_PARALLEL_UPLOADS")).isEqualTo("true");
    assertThat(AGENTS.says("app", "/entries/0")).isEqualTo("first activity");
    assertThat(rollback.history().json().path("attestations"))
        .extracting(said -> said.path("checklist").asText())
        .containsExactly("before", "before", "after");
  }

  @Test
  @Order(4)
  void componentIsDoneWithoutByItsFirstWayBackThatHelps() {
    var rollback = crew.asks("component-rollback", ",\"component\":\"gap-001\"");
    carriedOut(rollback, "samir");

    assertThat(AGENTS.says("app", "/features/ENABLE_PARALLEL_SPAWNING")).isEqualTo("false");
    assertThat(AGENTS.says("app", "/features/ENABLE_PARALLEL_UPLOADS")).isEqualTo("true");
    assertThat(AGENTS.read("lib/orchestration/spawner")).isEqualTo("spawns in parallel");
  }

  @Test
  @Order(5)
  void memoryOfTheAgentsComesBackAloneAfterTheProjectLeadAgreed() {
    AGENTS.write(".env", ENVIRONMENT + "LIMIT=5\n");
    AGENTS.sqlite(MEMORY, "delete from entries");

    var rollback = crew.asks("database-rollback", ",\"database\":\"memory\"");
    carriedOut(rollback, "petra");

    assertThat(AGENTS.says("app", "/entries/0")).isEqualTo("first activity");
    assertThat(AGENTS.read(".env")).contains("LIMIT=5");
  }

  private void carriedOut(Rollback rollback, String approver) {
    crew.ticks(rollback, "\\\"1\\\",\\\"2\\\"");
    crew.approves(approver, rollback);
    crew.ticks(rollback, "\\\"1\\\"");
    crew.ends(rollback, RESTORED);
  }

  private Application application() {
    return catalog.application(new ApplicationId("agents"));
  }
}
