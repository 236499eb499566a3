package io.reinstate.snapshot;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.DatabaseSpec;
import io.reinstate.catalog.application.FilePatterns;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.ModuleSpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ServiceSpec;
import io.reinstate.catalog.application.StateSpec;
import io.reinstate.exchange.Checkpoint;
import io.reinstate.exchange.Exchanges;
import io.reinstate.git.Revisions;
import io.reinstate.host.CommandResult;
import io.reinstate.host.Host;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.storage.Durable;
import io.reinstate.storage.Sha256;
import io.reinstate.tree.FileState;
import io.reinstate.tree.Owners;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A home directory with a store of snapshots beside it, and the words tests need about them. */
public final class Shop {

  public static final ApplicationId ID = new ApplicationId("shop");
  public static final Instant NOW = Instant.parse("2026-11-21T02:45:46.123Z");
  private static final Host HOST =
      (command, lines) -> new CommandResult(0, "v1.2.3\nmore\n", false, Duration.ZERO);

  public final Path home;
  public final Path store;
  public final SnapshotSettings settings;
  public final Snapshots snapshots;
  public final Exchanges exchanges;
  FilePatterns files = new FilePatterns(List.of("**"), List.of());
  public List<String> data = List.of();
  public StateSpec state = StateSpec.NONE;
  Map<ModuleId, ModuleSpec> modules = Map.of();
  public Map<ServiceId, ServiceSpec> services = Map.of();
  public Map<DatabaseId, DatabaseSpec> databases = Map.of();

  public Shop(Path directory) {
    this(directory.resolve("shop"), directory.resolve("snapshots"));
  }

  public Shop(Path home, Path store) {
    this(home, store, HOST);
  }

  public Shop(Path home, Path store, Host host) {
    this.home = home;
    this.store = store;
    this.settings = new SnapshotSettings(store);
    this.snapshots = new Snapshots(settings, host, new Revisions(), clock());
    this.exchanges = new Exchanges(snapshots, settings, clock());
    create(home);
  }

  public static Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }

  public Shop managing(List<String> include, List<String> exclude) {
    files = new FilePatterns(include, exclude);
    return this;
  }

  public Application application() {
    return ApplicationBuilder.shop(home)
        .files(files)
        .data(data)
        .state(state)
        .services(services)
        .modules(modules)
        .databases(databases)
        .build();
  }

  public void module(String name, String... include) {
    var patterns = new FilePatterns(List.of(include), List.of());
    modules =
        Map.of(new ModuleId(name), new ModuleSpec(name, patterns, Optional.empty(), List.of()));
  }

  public Exchanges exchanges(Checkpoint checkpoint) {
    return new Exchanges(snapshots, settings, clock(), checkpoint);
  }

  public Snapshot take() {
    return snapshots.take(application(), SnapshotLabel.INITIAL);
  }

  public Path directory(Snapshot snapshot) {
    return store.resolve(snapshot.id().toString());
  }

  public void restore(Snapshot snapshot) {
    exchanges.stage(application(), snapshot.id(), Selection.everything(), "p-1");
    exchanges.exchange(application(), "p-1");
    exchanges.confirm(application(), "p-1");
  }

  public Path write(String path, String content) {
    return write(path, content.getBytes(StandardCharsets.UTF_8));
  }

  public Path write(String path, byte[] content) {
    try {
      var file = home.resolve(path);
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path link(String path, String target) {
    try {
      Files.createDirectories(home.resolve(path).getParent());
      return Files.createSymbolicLink(home.resolve(path), Path.of(target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path directory(String path) {
    return create(home.resolve(path));
  }

  private static Path create(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void mode(String path, int mode) {
    try {
      Files.setAttribute(home.resolve(path), "unix:mode", mode);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void time(String path, String instant) {
    try {
      Files.setLastModifiedTime(home.resolve(path), FileTime.from(Instant.parse(instant)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void delete(String path) {
    try {
      Durable.delete(home.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything there is to know about the home directory: two equal pictures, two equal trees. */
  public Map<String, String> picture() {
    return picture(home);
  }

  public static Map<String, String> picture(Path root) {
    try (var paths = Files.walk(root)) {
      var picture = new TreeMap<String, String>();
      for (var path : paths.toList()) {
        picture.put(root.relativize(path).toString(), describe(root, path));
      }
      return picture;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String describe(Path root, Path path) throws IOException {
    var state = FileState.read(path, root.relativize(path).toString(), new Owners());
    var attributes = state.attributes();
    var content =
        switch (state.type()) {
          case FILE -> Sha256.of(path) + " " + attributes.modified();
          case DIRECTORY -> attributes.modified().toString();
          case LINK -> state.target().orElseThrow();
          case SPECIAL -> "";
        };
    return state.type() + " " + attributes.mode() + " " + attributes.owner() + " " + content;
  }

  static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
