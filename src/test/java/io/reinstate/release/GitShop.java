package io.reinstate.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.catalog.application.FilePatterns;
import io.reinstate.catalog.application.ReleasesSpec;
import io.reinstate.exchange.Exchanges;
import io.reinstate.git.Revisions;
import io.reinstate.host.LocalHost;
import io.reinstate.snapshot.Needs;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.store.Snapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A home directory under real git, with the words tests need about it. */
final class GitShop {

  static final ApplicationId ID = new ApplicationId("shop");
  static final Instant NOW = Instant.parse("2026-11-21T02:45:46.123Z");

  final Path home;
  final Snapshots snapshots;
  final Exchanges exchanges;
  final KnownGood knownGood;
  final Releases releases;
  final Builds builds;
  final Heads heads;
  final Path store;
  List<String> files = List.of("**");
  List<String> excluded = List.of(".git/**");
  List<String> data = List.of("data/**");
  List<String> stable = List.of("v*-stable");
  Optional<String> remote = Optional.empty();
  List<CommandSpec> build = List.of();
  List<String> artifacts = List.of();
  Optional<Path> repository = Optional.empty();

  private Instant time = Instant.parse("2026-01-01T00:00:00Z");

  GitShop(Path directory) {
    Needs.programs("git");
    this.home = directory.resolve("shop");
    this.store = directory.resolve("snapshots");
    var clock = Clock.fixed(NOW, ZoneOffset.UTC);
    var settings = new SnapshotSettings(store);
    var releaseSettings = new ReleaseSettings(directory.resolve("builds"), Duration.ofSeconds(30));
    this.snapshots = new Snapshots(settings, new LocalHost(), new Revisions(), clock);
    this.exchanges = new Exchanges(snapshots, settings, clock);
    this.knownGood = new KnownGood(settings, clock);
    this.releases = new Releases(knownGood, releaseSettings);
    this.builds = new Builds(snapshots, releaseSettings, new LocalHost(), clock);
    this.heads = new Heads(settings);
    git(directory, "init", "-q", "-b", "main", home.toString());
  }

  Application application() {
    return ApplicationBuilder.shop(home)
        .files(new FilePatterns(files, excluded))
        .data(data)
        .releases(
            new ReleasesSpec(repository.orElse(home), stable, remote, build, artifacts, List.of()))
        .build();
  }

  static CommandSpec run(String... command) {
    return new CommandSpec(List.of(command), Map.of(), Map.of(), Duration.ofSeconds(30));
  }

  SnapshotId build(String revision) {
    return builds.build(application(), releases.resolve(application(), revision), "p-build");
  }

  void exchange(SnapshotId snapshot) {
    exchanges.stage(application(), snapshot, Selection.everything(), "plan");
    exchanges.exchange(application(), "plan");
  }

  GitShop write(String path, String content) {
    try {
      Files.createDirectories(home.resolve(path).getParent());
      Files.writeString(home.resolve(path), content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String path) {
    try {
      return Files.readString(home.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean has(String path) {
    return Files.exists(home.resolve(path));
  }

  /** Commits everything there is, a minute after the commit before. */
  String commit(String message) {
    git("add", "-A");
    return commitStaged(message);
  }

  String commitStaged(String message) {
    time = time.plusSeconds(60);
    git("commit", "-q", "--allow-empty", "-m", message);
    return head();
  }

  /** The next commit is made at that time. */
  void at(String instant) {
    time = Instant.parse(instant).minusSeconds(60);
  }

  String head() {
    return git("rev-parse", "HEAD").strip();
  }

  String git(String... arguments) {
    return git(home, arguments);
  }

  String git(Path directory, String... arguments) {
    var command = new ArrayList<>(List.of("git", "-c", "protocol.file.allow=always"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    for (var who : List.of("AUTHOR", "COMMITTER")) {
      builder.environment().put("GIT_" + who + "_NAME", "Ada");
      builder.environment().put("GIT_" + who + "_EMAIL", "ada@example.org");
      builder.environment().put("GIT_" + who + "_DATE", time.toString());
    }
    try {
      var process = builder.redirectErrorStream(true).start();
      var output = new String(process.getInputStream().readAllBytes());
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as("%s: %s", command, output).isZero();
      return output;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
