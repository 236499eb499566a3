package io.reinstate.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How a program ended that a test ran.
 *
 * @param output standard output and error together
 */
public record Ran(List<String> command, int status, String output) {

  /** Runs one that ends within a minute. */
  public static Ran of(Path directory, List<String> command) {
    return of(directory, command, Map.of(), Duration.ofMinutes(1));
  }

  /**
   * Runs one and waits until it has ended. What it leaves running may keep its output open.
   *
   * @param environment variables besides those of this process
   */
  public static Ran of(
      Path directory, List<String> command, Map<String, String> environment, Duration atMost) {
    try {
      var output = Files.createTempFile("reinstate-ran", ".txt");
      try {
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        var process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS))
            .as("%s ends", command)
            .isTrue();
        return new Ran(command, process.exitValue(), new String(Files.readAllBytes(output)));
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Its output, of a program that had to succeed. */
  public String successfully() {
    assertThat(status).as("%s: %s", command, output).isZero();
    return output;
  }
}
