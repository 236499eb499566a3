package io.reinstate.rollback;

import io.reinstate.catalog.Application;
import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.ApplicationId;
import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.DatabaseId;
import io.reinstate.catalog.DatabaseSpec;
import io.reinstate.catalog.FilePatterns;
import io.reinstate.catalog.ModuleId;
import io.reinstate.catalog.ModuleSpec;
import io.reinstate.catalog.ProbeSpec;
import io.reinstate.catalog.RunSpec;
import io.reinstate.catalog.ServiceId;
import io.reinstate.catalog.ServiceSpec;
import io.reinstate.catalog.StateSpec;
import io.reinstate.catalog.SupervisedBuilder;
import io.reinstate.catalog.ToggleId;
import io.reinstate.catalog.ToggleSpec;
import io.reinstate.exchange.Exchanges;
import io.reinstate.git.Revisions;
import io.reinstate.host.CommandResult;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.store.Snapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A shop with real files and real snapshots, in two services of which one needs the other. */
final class LiveShop {

  static final ApplicationId ID = new ApplicationId("shop");
  static final ModuleId PAYMENT = new ModuleId("payment");
  static final ModuleId HELP = new ModuleId("help");
  static final ServiceId DATABASE = new ServiceId("database");
  static final ServiceId WEB = new ServiceId("web");

  final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T10:00:00Z"));
  final Path home;
  final Snapshots snapshots;
  final Exchanges exchanges;
  private final Path store;
  private final boolean minimal;

  /** Whether its services take up new code by a reload. */
  boolean reloadsCode;

  /** Where its database is asked whether it works. */
  OptionalInt databasePort = OptionalInt.empty();

  /** Its databases, as the catalog names them. */
  Map<DatabaseId, DatabaseSpec> databases = Map.of();

  /** Its toggles, as the catalog names them. */
  Map<ToggleId, ToggleSpec> toggles = Map.of();

  /** Whether its snapshots hold what customers write, too. */
  boolean snapshotsHoldData;

  /** Whether its minimal server says that it runs. */
  boolean minimalRuns;

  LiveShop(Path directory, boolean minimal) {
    this.minimal = minimal;
    home = directory.resolve("shop");
    store = directory.resolve("snapshots");
    var settings = new SnapshotSettings(store);
    snapshots =
        new Snapshots(
            settings,
            (command, lines) -> new CommandResult(0, "", false, Duration.ZERO),
            new Revisions(),
            clock);
    exchanges = new Exchanges(snapshots, settings, clock);
    write("payment/limits", "100");
    write("help/text", "Ask us.");
  }

  Catalog catalog() {
    return new Catalog(List.of(application()));
  }

  Application application() {
    var services = new LinkedHashMap<ServiceId, ServiceSpec>();
    services.put(DATABASE, service(List.of(), databasePort));
    services.put(WEB, service(List.of(DATABASE), OptionalInt.empty()));
    return ApplicationBuilder.shop(home)
        .files("payment/**", "help/**")
        .data(List.of("data/**"))
        .state(new StateSpec(List.of(), Map.of(), snapshotsHoldData))
        .services(services)
        .databases(databases)
        .toggles(toggles)
        .modules(
            Map.of(
                PAYMENT, module("payment/**", Optional.of(DATABASE)),
                HELP, module("help/**", Optional.empty())))
        .minimal(minimal ? Optional.of(minimalServer()) : Optional.empty())
        .build();
  }

  private static ModuleSpec module(String pattern, Optional<ServiceId> service) {
    return new ModuleSpec(
        pattern, new FilePatterns(List.of(pattern), List.of()), service, List.of());
  }

  private ServiceSpec minimalServer() {
    var run =
        new RunSpec.Commands(
            List.of("true"),
            List.of("true"),
            List.of(minimalRuns ? "true" : "false"),
            Optional.empty(),
            home,
            Map.of(),
            Map.of(),
            Duration.ofSeconds(30));
    return new ServiceSpec("Minimal", run, List.of(), List.of(), Duration.ofSeconds(1));
  }

  private ServiceSpec service(List<ServiceId> requires, OptionalInt port) {
    var health =
        port.stream()
            .<ProbeSpec>mapToObj(
                at -> new ProbeSpec.Tcp("port", "127.0.0.1", at, Duration.ofSeconds(5)))
            .toList();
    var run = new SupervisedBuilder(home, "true").build();
    return new ServiceSpec("Service", run, requires, health, Duration.ofSeconds(1), reloadsCode);
  }

  void write(String path, String content) {
    try {
      var file = home.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String path, String content, Instant when) {
    write(path, content);
    try {
      Files.setLastModifiedTime(home.resolve(path), FileTime.from(when));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a snapshot; a minute passes. */
  Snapshot take() {
    var snapshot = snapshots.take(application(), SnapshotLabel.MANUAL);
    clock.pass(Duration.ofMinutes(1));
    return snapshot;
  }

  Snapshot takeStable() {
    return snapshots.markStable(take().id(), "samir", "served all day");
  }

  /** Loses the second half of a snapshot's files, as a full disk does. */
  void damage(Snapshot snapshot) {
    try {
      var archive = store.resolve(snapshot.id().toString()).resolve("files.tar.zst");
      var content = Files.readAllBytes(archive);
      Files.delete(archive);
      Files.write(archive, Arrays.copyOf(content, content.length / 2));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
