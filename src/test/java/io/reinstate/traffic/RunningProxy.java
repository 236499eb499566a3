package io.reinstate.traffic;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.host.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real proxy, from the moment it takes connections until it is ended. */
public final class RunningProxy implements AutoCloseable {

  private final Process process;

  /** Starts it and waits until it answers at the port. */
  public RunningProxy(Path directory, int port, List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("XDG_CONFIG_HOME", directory.toString());
    builder.environment().put("XDG_DATA_HOME", directory.toString());
    var log = directory.resolve("proxy.log").toFile();
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
    var up =
        Deadline.in(Duration.ofSeconds(30))
            .await(() -> answers(port), Duration.ofMillis(20), Duration.ofMillis(200));
    if (!up) {
      close();
    }
    assertThat(up).as("%s answers; see %s", command, log).isTrue();
  }

  /**
   * Ends it at once, then its children: a master that is alive would replace them. A child answers
   * until it has ended.
   */
  @Override
  public void close() {
    var children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    try {
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      for (var child : children) {
        child.onExit().get(20, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A master takes connections before it has a worker, which would outlive it then. Hanging up is
   * an answer too: nobody may be there yet to lead to.
   */
  private static boolean answers(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(8000);
      socket.getOutputStream().write("HEAD / HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
      socket.getInputStream().read();
      return true;
    } catch (SocketException e) {
      return e.getMessage().contains("reset");
    } catch (IOException e) {
      return false;
    }
  }
}
