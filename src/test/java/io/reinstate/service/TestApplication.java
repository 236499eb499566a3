package io.reinstate.service;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.FilePatterns;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.ModuleSpec;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.SecretReference;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ServiceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An application for tests, in a directory of its own; each call adds a part. */
public final class TestApplication {

  private final Path home;
  private final Map<ServiceId, ServiceSpec> services = new LinkedHashMap<>();
  private final Map<ModuleId, ModuleSpec> modules = new LinkedHashMap<>();
  private Map<String, SecretReference> secrets = Map.of();
  private Optional<ServiceSpec> minimal = Optional.empty();
  private Duration grace = Duration.ofSeconds(10);
  private Duration settle = Duration.ofMillis(100);
  private Duration deadline = Duration.ofSeconds(20);
  private long logLimit = 1024 * 1024;
  private List<ProbeSpec> health = List.of();
  private Optional<String> reload = Optional.empty();
  private Optional<Path> pidFile = Optional.empty();
  private RunSpec.Restart restart = RunSpec.Restart.NEVER;
  private int restartLimit = 5;
  private boolean startAtBoot;

  public TestApplication(Path parent) {
    home = parent.resolve("shop");
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Application build() {
    return ApplicationBuilder.shop(home)
        .services(services)
        .modules(modules)
        .minimal(minimal)
        .settle(settle)
        .build();
  }

  /** For the services that follow. */
  public TestApplication grace(Duration grace) {
    this.grace = grace;
    return this;
  }

  /** For the services that follow: what a program that goes to the background writes. */
  public TestApplication pidFile(Path file) {
    pidFile = Optional.of(file);
    return this;
  }

  /** For the services that follow. */
  public TestApplication restart(RunSpec.Restart restart, int limit, boolean atBoot) {
    this.restart = restart;
    restartLimit = limit;
    startAtBoot = atBoot;
    return this;
  }

  public TestApplication settle(Duration settle) {
    this.settle = settle;
    return this;
  }

  /** For the services that follow. */
  public TestApplication deadline(Duration deadline) {
    this.deadline = deadline;
    return this;
  }

  /** For the services that follow. */
  public TestApplication health(ProbeSpec... health) {
    this.health = List.of(health);
    return this;
  }

  /** For the services that follow. */
  public TestApplication logLimit(long bytes) {
    logLimit = bytes;
    return this;
  }

  /** For the services that follow. */
  public TestApplication secrets(Map<String, SecretReference> secrets) {
    this.secrets = secrets;
    return this;
  }

  /** For the services that follow. */
  public TestApplication reload(String signal) {
    this.reload = Optional.of(signal);
    return this;
  }

  /** A supervised service; {@code requires} names others. */
  public TestApplication supervised(String name, List<String> command, String... requires) {
    return service(name, supervised(name, command), requires);
  }

  public TestApplication service(String name, RunSpec run, String... requires) {
    services.put(new ServiceId(name), spec(name, run, requires));
    return this;
  }

  public TestApplication minimal(List<String> command) {
    minimal = Optional.of(spec("minimal", supervised("minimal", command)));
    return this;
  }

  public TestApplication module(String name, Optional<String> service, ProbeSpec... health) {
    var files = new FilePatterns(List.of(name + "/**"), List.of());
    var module = new ModuleSpec(name, files, service.map(ServiceId::new), List.of(health));
    modules.put(new ModuleId(name), module);
    return this;
  }

  private RunSpec.Supervised supervised(String name, List<String> command) {
    var log = home.resolve("logs/" + name + ".log");
    return new RunSpec.Supervised(
        command,
        home,
        Map.of("COLOUR", "blue"),
        secrets,
        grace,
        log,
        logLimit,
        reload,
        pidFile,
        restart,
        restartLimit,
        startAtBoot);
  }

  private ServiceSpec spec(String name, RunSpec run, String... requires) {
    var required = List.of(requires).stream().map(ServiceId::new).toList();
    return new ServiceSpec(name, run, required, health, deadline);
  }
}
