package io.reinstate.process.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.FilePatterns;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.ModuleSpec;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.ProxySpec;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.catalog.application.ToggleSpec;
import io.reinstate.catalog.application.ToggleSwitch;
import io.reinstate.catalog.application.TrafficSpec;
import io.reinstate.catalog.application.TrafficSpec.ColourSpec;
import io.reinstate.catalog.application.WatchSpec;
import io.reinstate.health.HealthChecks;
import io.reinstate.host.LocalHost;
import io.reinstate.process.StepOfARollback;
import io.reinstate.process.Variables;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.PlannedAct.SetToggle;
import io.reinstate.rollback.PlannedAct.SwitchTraffic;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.SettableClock;
import io.reinstate.rollback.Subject;
import io.reinstate.runbook.KnownRunbooks;
import io.reinstate.service.Services;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.traffic.Traffic;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each part of the application is healthy as long as there is a file of its name: its module, its
 * two colours, the way through the proxy and what stands in for its toggle.
 */
class CheckStabilityTest {

  private static final ModuleId MODULE = new ModuleId("module");
  private static final ColourId BLUE = new ColourId("blue");
  private static final ColourId GREEN = new ColourId("green");
  private static final ToggleId SEARCH = new ToggleId("search");
  private static final Duration WATCH = Duration.ofMinutes(5);

  @TempDir Path directory;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T10:00:00Z"));
  private Path home;
  private StepOfARollback step;

  @BeforeEach
  void everythingIsHealthy() throws Exception {
    home = Files.createDirectory(directory.resolve("shop"));
    for (var part : List.of("module", "blue", "green", "proxy", "fallback")) {
      works(part);
    }
    open(List.of(answers("proxy")));
  }

  @AfterEach
  void close() {
    step.close();
  }

  @Test
  void oneUnhealthyLookIsADoubtThatTheNextLookSettles() throws Exception {
    rolledBack();
    assertThat(look()).isEqualTo("watching");

    fails("module");
    assertThat(look()).isEqualTo("doubtful");

    works("module");
    assertThat(look()).isEqualTo("watching");
  }

  @Test
  void twoUnhealthyLooksInARowEndTheWatch() throws Exception {
    rolledBack();
    look();
    fails("module");
    look();

    assertNotStable("module");
  }

  @Test
  void twoUnhealthyLooksThatAreNotInARowAreTwoDoubts() throws Exception {
    rolledBack();
    fails("module");
    look();
    works("module");
    look();
    fails("module");

    assertThat(look()).isEqualTo("doubtful");
  }

  @Test
  void doubtIsSettledThoughTheWindowIsOver() throws Exception {
    rolledBack();
    look();
    clock.pass(WATCH);
    fails("module");
    assertThat(look()).isEqualTo("doubtful");

    works("module");
    assertThat(look()).isEqualTo("stable");
  }

  @Test
  void applicationThatStaysHealthyIsWatchedUntilTheWindowIsOverAndIsStableThen() {
    rolledBack();
    assertThat(look()).isEqualTo("watching");
    clock.pass(WATCH.minusSeconds(1));
    assertThat(look()).isEqualTo("watching");
    clock.pass(Duration.ofSeconds(1));

    assertThat(look()).isEqualTo("stable");
  }

  /** While it is only watched it gives way to others; when it goes on it must not. */
  @Test
  void actCountsAsDoneWhileItIsWatchedAndNoLongerWhenItIsNotStable() throws Exception {
    rolledBack();
    look();
    assertThat(step.acts().record(step).acted()).isPresent();
    fails("module");
    look();

    assertNotStable("module");
    assertThat(step.acts().record(step).acted()).isEmpty();
  }

  @Test
  void afterASwitchOfTrafficTheWayThroughTheProxyIsWatched() throws Exception {
    switched();
    look();
    fails("proxy");
    look();

    assertNotStable("proxy");
  }

  @Test
  void withoutAProbeThroughTheProxyTheColourThatServesIsWatched() throws Exception {
    step.close();
    open(List.of());
    switched();
    look();
    fails("green");
    look();

    assertNotStable("green");
  }

  @Test
  void colourThatIsIdleNowIsNotWatched() throws Exception {
    step.close();
    open(List.of());
    switched();
    fails("blue");

    assertThat(look()).isEqualTo("watching");
    assertThat(look()).isEqualTo("watching");
  }

  @Test
  void afterAToggleIsSwitchedOffWhatStandsInForItIsWatched() throws Exception {
    switchedOff();
    look();
    fails("fallback");
    look();

    assertNotStable("fallback");
  }

  @Test
  void afterAToggleIsSwitchedOffTheApplicationIsWatchedToo() throws Exception {
    switchedOff();
    look();
    fails("module");
    look();

    assertNotStable("module");
  }

  private void open(List<ProbeSpec> throughProxy) {
    var traffic =
        new TrafficSpec(
            new ProxySpec.Caddy(URI.create("http://127.0.0.1:1"), "shop"),
            Map.of(BLUE, colour("blue"), GREEN, colour("green")),
            throughProxy);
    var module =
        new ModuleSpec(
            "Module",
            new FilePatterns(List.of("module"), List.of()),
            Optional.empty(),
            List.of(answers("module")));
    var toggle =
        new ToggleSpec(
            "Search",
            new ToggleSwitch.InFile(home.resolve(".env"), ToggleSwitch.Format.ENV, "SEARCH"),
            "on",
            "off",
            Optional.empty(),
            ToggleSpec.Apply.NOTHING,
            List.of(answers("fallback")));
    step =
        new StepOfARollback(
            ApplicationBuilder.shop(home)
                .modules(Map.of(MODULE, module))
                .traffic(Optional.of(traffic))
                .toggles(Map.of(SEARCH, toggle))
                .watch(new WatchSpec(WATCH, WATCH, WATCH))
                .build());
  }

  private static ColourSpec colour(String name) {
    return new ColourSpec(name, List.of(), List.of(answers(name)));
  }

  private static ProbeSpec answers(String part) {
    return new ProbeSpec.Command(part, List.of("test", "-e", part), 0, Duration.ofSeconds(20));
  }

  private void works(String part) throws Exception {
    Files.createFile(home.resolve(part));
  }

  private void fails(String part) throws Exception {
    Files.delete(home.resolve(part));
  }

  private void rolledBack() {
    plan(KnownRunbooks.MODULE_ROLLBACK, new FileSet.OneModule(MODULE));
  }

  private void switched() {
    plan(
        KnownRunbooks.TRAFFIC_ROLLBACK,
        new Subject.OneColour(GREEN),
        new SwitchTraffic(Optional.of(BLUE), GREEN, ""));
  }

  private void switchedOff() {
    plan(
        KnownRunbooks.FEATURE_TOGGLE_ROLLBACK,
        new Subject.Switches(List.of(SEARCH)),
        new SetToggle(SEARCH, "Search", Optional.of("on"), "off"));
  }

  private void plan(Runbook runbook, Subject subject, PlannedAct... acts) {
    step.plan(runbook, subject, List.of(), List.of(acts));
  }

  /** What one look finds. */
  private String look() {
    var host = new LocalHost();
    var services = new Services(host);
    var settings = new SnapshotSettings(directory.resolve("snapshots"));
    var checks = new HealthChecks(host, services, settings, Clock.systemUTC());
    new CheckStability(
            step.acts(),
            step.rollbacks(),
            checks,
            new Traffic(host, services, checks),
            new WatchSettings(null),
            clock)
        .execute(step);
    return Variables.STABILITY.get(step);
  }

  private void assertNotStable(String part) {
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            BpmnError.class, error -> assertThat(error.getErrorCode()).isEqualTo("NOT_STABLE"))
        .hasMessageContaining("did not stay so")
        .hasMessageContaining(part);
  }
}
