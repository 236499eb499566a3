package io.reinstate.chaos;

import static org.awaitility.Awaitility.await;

import io.reinstate.host.Ports;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reinstate as it runs in production: a JVM of its own, from this build's classes, with a log file
 * of its own. It can be killed, paused and started again, on the same port.
 */
final class Node implements AutoCloseable {

  private static final Duration UNTIL_READY = Duration.ofMinutes(2);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String name;
  private final int port = Ports.free();
  private final Path log;
  private final List<String> options;
  private final Map<String, String> properties;
  private Process process;

  /**
   * @param options for the JVM, such as {@code -Xmx512m}
   * @param properties of Reinstate
   */
  Node(String name, Path directory, List<String> options, Map<String, String> properties) {
    this.name = name;
    this.log = directory.resolve(name + ".log");
    this.options = options;
    this.properties = properties;
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  Path log() {
    return log;
  }

  synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  synchronized Node start() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", productionClassPath(), "io.reinstate.Reinstate"));
    properties.forEach((key, value) -> command.add("--" + key + "=" + value));
    command.add("--server.port=" + port);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(Redirect.appendTo(log.toFile()));
    builder.environment().put("REINSTATE_ADMIN_PASSWORD", Site.PASSWORD);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Waits until requests are served. */
  Node untilReady() {
    await(name + " is ready, see " + log)
        .atMost(UNTIL_READY)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> isReady() || !isAlive());
    if (!isAlive()) {
      throw new IllegalStateException(name + " ended while it started, see " + log);
    }
    return this;
  }

  private boolean isReady() {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** SIGKILL: nothing is tidied up. */
  void kill() {
    process.destroyForcibly();
    untilEnded();
  }

  /** SIGTERM, as a restart does it, and waits for its end. */
  void terminate() {
    process.destroy();
    untilEnded();
  }

  /** SIGSTOP: it stands still and does not know. */
  void pause() {
    Signals.send("STOP", pid());
  }

  /** SIGCONT. */
  void goOn() {
    Signals.send("CONT", pid());
  }

  private void untilEnded() {
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException(name + " does not end, see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (isAlive()) {
      kill();
    }
  }

  private static String productionClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
