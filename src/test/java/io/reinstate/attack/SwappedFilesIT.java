package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.SupervisedBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ServiceSpec;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.catalog.application.ToggleSpec;
import io.reinstate.catalog.application.ToggleSwitch;
import io.reinstate.git.Revisions;
import io.reinstate.health.HealthChecks;
import io.reinstate.health.Verdict;
import io.reinstate.host.LocalHost;
import io.reinstate.service.Services;
import io.reinstate.snapshot.Needs;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.toggle.Toggles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory of toggle files, logs and revision files is swapped for one of root's. */
@Tag("long")
class SwappedFilesIT {

  private static final ToggleId SALE = new ToggleId("sale");
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @TempDir Path directory;

  private SnapshotSettings settings;
  private Path home;
  private Path outside;
  private Path file;
  private Application application;

  @BeforeEach
  void anApplicationOfNobody() throws IOException {
    Swapping.needs();
    Swapping.reachable(directory);
    settings = new SnapshotSettings(directory.resolve("snapshots"));
    home = Files.createDirectory(directory.resolve("shop"));
    outside = Files.createDirectory(directory.resolve("outside"));
    file = Files.createDirectory(home.resolve("d")).resolve("file");
    Files.writeString(file, "SALE=on\n");
    Files.writeString(outside.resolve("file"), "SALE=on\nKEY=" + Swapping.SECRET + "\n");
    Files.createSymbolicLink(home.resolve("e"), outside);
    application =
        ApplicationBuilder.shop(home)
            .user(Swapping.owner())
            .services(Map.of(new ServiceId("web"), service()))
            .toggles(Map.of(SALE, toggle()))
            .build();
  }

  private ServiceSpec service() {
    var run = new SupervisedBuilder(home, "true").log(file).logLimit(1024).build();
    return new ServiceSpec("Web", run, List.of(), List.of(), Duration.ofSeconds(1));
  }

  private ToggleSpec toggle() {
    var how = new ToggleSwitch.InFile(file, ToggleSwitch.Format.ENV, "SALE");
    var nothing = ToggleSpec.Apply.NOTHING;
    return new ToggleSpec("Sale", how, "on", "off", Optional.empty(), nothing, List.of());
  }

  private Swapping swap() throws IOException {
    Swapping.handOver(home);
    Swapping.keep(outside);
    return Swapping.of(home.resolve("d"), home.resolve("e"));
  }

  @Test
  void togglesOfTheOtherDirectoryStayAsTheyWere() throws IOException {
    var toggles = new Toggles(new LocalHost());
    List<String> before;
    try (var swapping = swap()) {
      before = Swapping.state(outside);
      swapping
          .during(
              i -> {
                var key = "p-" + i;
                swapping.trying(() -> toggles.set(application, SALE, "off", key));
                toggles.putBack(application, SALE, key);
              })
          .succeeded()
          .wasRefused();
    }
    assertThat(Swapping.state(outside)).isEqualTo(before);
  }

  @Test
  void snapshotsHoldNoLogOfTheOtherDirectory() throws IOException {
    var snapshots = new Snapshots(settings, new LocalHost(), new Revisions(), Clock.systemUTC());
    try (var swapping = swap()) {
      swapping.during(i -> snapshots.take(application, SnapshotLabel.PRE_ROLLBACK)).succeeded();
    }
    try (var all = Files.walk(directory.resolve("snapshots"))) {
      var logs = all.filter(each -> each.toString().endsWith(".log")).toList();
      assertThat(logs).isNotEmpty();
      for (var log : logs) {
        assertThat(log).content().doesNotContain(Swapping.SECRET);
      }
    }
  }

  @Test
  void probesTellNothingOfTheOtherDirectory() throws IOException {
    Needs.programs("git");
    Needs.run(home, "git", "init", "-q");
    Needs.run(
        home,
        "git",
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@example.org",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "one");
    var revision =
        new ProbeSpec.Revision(
            "revision", Optional.empty(), Optional.of(file), Optional.empty(), PATIENCE);
    var log =
        new ProbeSpec.Log(
            "log",
            Optional.empty(),
            Optional.of(file),
            Optional.of(Swapping.SECRET),
            Optional.empty(),
            ProbeSpec.Since.BEGINNING,
            PATIENCE);
    Files.writeString(outside.resolve("file"), Swapping.SECRET);
    var host = new LocalHost();
    var checks = new HealthChecks(host, new Services(host), settings, Clock.systemUTC());
    try (var swapping = swap()) {
      swapping
          .during(
              i -> {
                var told = checks.ask(application, "all", List.of(revision, log));
                assertThat(told.probes().get(0).reason()).doesNotContain(Swapping.SECRET);
                assertThat(told.probes().get(1).verdict()).isNotEqualTo(Verdict.HEALTHY);
              })
          .succeeded();
    }
  }
}
