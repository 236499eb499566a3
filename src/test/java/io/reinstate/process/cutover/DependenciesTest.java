package io.reinstate.process.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.PhaseId;
import io.reinstate.catalog.application.PhaseSpec;
import io.reinstate.host.LocalHost;
import io.reinstate.release.HomeCommandFailed;
import io.reinstate.release.HomeCommands;
import io.reinstate.release.Installations;
import io.reinstate.release.ReleaseSettings;
import io.reinstate.rollback.DataSince;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.runbook.KnownRunbooks;
import io.reinstate.tree.Difference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DependenciesTest {

  private static final PhaseId PHASE = new PhaseId("two");
  private static final CommandSpec INSTALL =
      command("sh", "-c", "test $(cat lock) != broken && cp lock installed");
  private static final String EXCHANGE = "shop-0001.1";

  @TempDir Path directory;

  private Path home;
  private Dependencies dependencies;

  @BeforeEach
  void open() throws Exception {
    home = Files.createDirectory(directory.resolve("shop"));
    var commands =
        new HomeCommands(
            new ReleaseSettings(directory.resolve("builds"), Duration.ofSeconds(1)),
            new LocalHost(),
            Clock.systemUTC());
    dependencies = new Dependencies(new Installations(commands, new LocalHost()), commands);
  }

  @Test
  void whatTheRestoredLockFileSaysIsInstalled() throws Exception {
    lock("old");

    dependencies.install(plan(INSTALL), application(INSTALL), EXCHANGE);

    assertThat(home.resolve("installed")).hasContent("old");
  }

  @Test
  void aPlanWithoutInstallationPasses() throws Exception {
    lock("old");

    dependencies.install(plan(), application(INSTALL), EXCHANGE);

    assertThat(home.resolve("installed")).doesNotExist();
  }

  @Test
  void commandsThatNobodyApprovedDoNotRun() throws Exception {
    lock("old");

    assertThatThrownBy(
            () ->
                dependencies.install(
                    plan(INSTALL), application(command("touch", "installed")), EXCHANGE))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("other install commands");
    assertThat(home.resolve("installed")).doesNotExist();
  }

  @Test
  void whatThePreviousLockFileSaysIsInstalledWhereTheInstallationHadBegun() throws Exception {
    lock("broken");
    assertThatThrownBy(() -> dependencies.install(plan(INSTALL), application(INSTALL), EXCHANGE))
        .isInstanceOf(HomeCommandFailed.class);
    lock("new");

    dependencies.installPrevious(plan(INSTALL), application(INSTALL), EXCHANGE);

    assertThat(home.resolve("installed")).hasContent("new");
  }

  @Test
  void nothingIsInstalledWhereTheInstallationHadNotBegun() throws Exception {
    lock("new");

    dependencies.installPrevious(plan(INSTALL), application(INSTALL), EXCHANGE);

    assertThat(home.resolve("installed")).doesNotExist();
  }

  private void lock(String content) throws Exception {
    Files.writeString(home.resolve("lock"), content);
  }

  private static CommandSpec command(String... command) {
    return new CommandSpec(List.of(command), Map.of(), Map.of(), Duration.ofSeconds(10));
  }

  private static Plan plan(CommandSpec... install) {
    return new Plan(
        KnownRunbooks.PHASE_ROLLBACK,
        new ApplicationId("shop"),
        new FileSet.OnePhase(PHASE),
        Optional.empty(),
        new Difference(List.of(), List.of(), List.of(), ""),
        install.length == 0
            ? List.of()
            : List.of(PlannedAct.InstallDependencies.of(List.of(install))),
        List.of(),
        new DataSince(List.of(), 0, Optional.empty()),
        Optional.empty(),
        List.of(),
        Instant.parse("2026-03-01T10:00:00Z"));
  }

  private Application application(CommandSpec install) {
    return ApplicationBuilder.shop(home)
        .files("lock")
        .phases(
            Map.of(
                PHASE,
                new PhaseSpec(
                    "Two",
                    List.of(new ModuleId("a")),
                    List.of(install),
                    List.of(),
                    Optional.empty())))
        .build();
  }
}
