package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reinstate.host.Ports;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reinstate as a process of its own, with the demo, that can be killed and started again. */
final class ChildReinstate {

  private static final Duration PATIENCE = Duration.ofSeconds(180);

  final int port = Ports.free();
  final Path data;
  private final List<String> settings = new ArrayList<>();
  private final Path log;
  private Process process;

  /**
   * @param more settings beyond directories and ports
   */
  ChildReinstate(Path directory, String... more) {
    data = directory.resolve("data");
    log = directory.resolve("log");
    settings.add("-Dreinstate.data=" + data);
    settings.add("-Dserver.port=" + port);
    settings.add("-Dreinstate.demo.shop-port=" + Ports.free());
    settings.addAll(List.of(more));
  }

  Path shop() {
    return data.resolve("demo/shop");
  }

  /** Starts the server and waits until it serves and the demo is there. */
  ChildReinstate start() throws IOException {
    launch();
    await("Reinstate is ready")
        .atMost(PATIENCE)
        .until(() -> log().contains("The demo shop runs") || !process.isAlive());
    assertThat(process.isAlive()).as("%s", log()).isTrue();
    return this;
  }

  /** Starts the server where it cannot start, and gives what it says. */
  String failToStart() throws IOException {
    launch();
    await("Reinstate gives up").atMost(PATIENCE).until(() -> !process.isAlive());
    assertThat(process.exitValue()).isNotZero();
    return log();
  }

  private void launch() throws IOException {
    process = command(log, List.of());
  }

  private Process command(Path output, List<String> arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(settings);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classes(), "io.reinstate.Reinstate"));
    command.addAll(arguments);
    Files.createDirectories(data);
    return new ProcessBuilder(command)
        .directory(data.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** What is shipped; not the beans of other tests. */
  private static String classes() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** How a command of the command line ended. */
  record Ended(int status, String output) {}

  /** Runs a command of the command line. */
  Ended run(String... arguments) throws IOException, InterruptedException {
    var output = Files.createTempFile(log.getParent(), "command", ".txt");
    var command = command(output, List.of(arguments));
    assertThat(command.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Ended(command.exitValue(), Files.readString(output));
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** Ends it as a power failure would. */
  void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  /** Ends it by SIGTERM, and gives what it says from then on. */
  String stop() throws IOException, InterruptedException {
    var before = log().length();
    process.destroy();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return log().substring(before);
  }
}
