package io.reinstate.rollback;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.SupervisedBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.DatabaseSpec;
import io.reinstate.catalog.application.FilePatterns;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.ModuleSpec;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ServiceSpec;
import io.reinstate.catalog.application.StateSpec;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.catalog.application.ToggleSpec;
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
public final class LiveShop {

  public static final ApplicationId ID = new ApplicationId("shop");
  public static final ModuleId PAYMENT = new ModuleId("payment");
  public static final ModuleId HELP = new ModuleId("help");
  public static final ServiceId DATABASE = new ServiceId("database");
  public static final ServiceId WEB = new ServiceId("web");

  public final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T10:00:00Z"));
  public final Path home;
  public final Snapshots snapshots;
  public final Exchanges exchanges;
  private final Path store;
  private final boolean minimal;

  /** Whether its services take up new code by a reload. */
  public boolean reloadsCode;

  /** Where its database is asked whether it works. */
  public OptionalInt databasePort = OptionalInt.empty();

  /** Its databases, as the catalog names them. */
  public Map<DatabaseId, DatabaseSpec> databases = Map.of();

  /** Its toggles, as the catalog names them. */
  public Map<ToggleId, ToggleSpec> toggles = Map.of();

  /** Whether its snapshots hold what customers write, too. */
  public boolean snapshotsHoldData;

  /** Whether its minimal server says that it runs. */
  public boolean minimalRuns;

  public LiveShop(Path directory, boolean minimal) {
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

  public Catalog catalog() {
    return new Catalog(List.of(application()));
  }

  public Application application() {
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

  public void write(String path, String content) {
    try {
      var file = home.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void write(String path, String content, Instant when) {
    write(path, content);
    try {
      Files.setLastModifiedTime(home.resolve(path), FileTime.from(when));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a snapshot; a minute passes. */
  public Snapshot take() {
    var snapshot = snapshots.take(application(), SnapshotLabel.MANUAL);
    clock.pass(Duration.ofMinutes(1));
    return snapshot;
  }

  public Snapshot takeStable() {
    return snapshots.markStable(take().id(), "samir", "served all day");
  }

  /** Loses the second half of a snapshot's files, as a full disk does. */
  public void damage(Snapshot snapshot) {
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
