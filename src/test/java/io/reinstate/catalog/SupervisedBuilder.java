package io.reinstate.catalog;

import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.SecretReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A supervised service for tests: it stays in the foreground and down when it has ended, its log is
 * {@code log} in its home, and it has nothing else unless told.
 */
public final class SupervisedBuilder {

  private final Path home;
  private final List<String> command;
  private Map<String, String> environment = Map.of();
  private Map<String, SecretReference> secrets = Map.of();
  private Duration grace = Duration.ofSeconds(1);
  private Path log;
  private long logLimit = 1024 * 1024;

  public SupervisedBuilder(Path home, String... command) {
    this.home = home;
    this.command = List.of(command);
    log = home.resolve("log");
  }

  public SupervisedBuilder environment(Map<String, String> environment) {
    this.environment = environment;
    return this;
  }

  public SupervisedBuilder secrets(Map<String, SecretReference> secrets) {
    this.secrets = secrets;
    return this;
  }

  public SupervisedBuilder grace(Duration grace) {
    this.grace = grace;
    return this;
  }

  public SupervisedBuilder log(Path log) {
    this.log = log;
    return this;
  }

  public SupervisedBuilder logLimit(long bytes) {
    logLimit = bytes;
    return this;
  }

  public RunSpec.Supervised build() {
    return new RunSpec.Supervised(
        command,
        home,
        environment,
        secrets,
        grace,
        log,
        logLimit,
        Optional.empty(),
        Optional.empty(),
        RunSpec.Restart.NEVER,
        5,
        false);
  }
}
