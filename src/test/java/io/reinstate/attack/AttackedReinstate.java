package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reinstate.Caller;
import io.reinstate.host.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reinstate as it is shipped: the jar of this build, in a JVM of its own, with the demo, run by
 * root or by a service user. Its directory is below the one for temporary files, so that both can
 * reach it. It ends with the JVM of the tests.
 */
final class AttackedReinstate implements AutoCloseable {

  /** What comes from this address is believed about where it comes from. */
  static final String PROXY = "127.0.0.9";

  private static final Duration UNTIL_READY = Duration.ofMinutes(3);

  private final Path directory;
  private final List<String> command = new ArrayList<>();
  private final int port = Ports.free();
  private final int shopPort = Ports.free();
  private final int healthPort = Ports.free();
  private final int tlsPort = Ports.free();
  private Process process;

  /**
   * @param more properties of Reinstate, such as {@code reinstate.demo.enabled=false}
   */
  AttackedReinstate(RunsAs runsAs, List<String> prefix, String... more) {
    try {
      directory = Files.createTempDirectory("reinstate-attacked-" + runsAs.name().toLowerCase());
      if (runsAs == RunsAs.SERVICE_USER && !prefix.isEmpty()) {
        Files.setOwner(
            directory,
            directory
                .getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(RunsAs.NAME));
      }
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.copy(builtJar(), jar(), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    command.addAll(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx512m", "-jar", jar().toString()));
    command.add("--reinstate.data=" + data());
    command.add("--server.port=" + port);
    command.add("--reinstate.demo.shop-port=" + shopPort);
    command.add("--reinstate.health.port=" + healthPort);
    command.add("--reinstate.web.proxies=" + PROXY);
    command.add("--reinstate.web.origins=https://reinstate.test:" + tlsPort);
    List.of(more).forEach(property -> command.add("--" + property));
  }

  private Path jar() {
    return directory.resolve("reinstate.jar");
  }

  /** Integration tests run after the jar was packed. */
  static Path builtJar() throws IOException {
    try (var jars = Files.newDirectoryStream(Path.of("target"), "reinstate-*.jar")) {
      var found = jars.iterator();
      assertThat(found.hasNext()).as("target/reinstate-*.jar, which mvn package leaves").isTrue();
      return found.next();
    }
  }

  AttackedReinstate start() {
    try {
      process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    await("Reinstate is ready, see " + directory.resolve("log"))
        .atMost(UNTIL_READY)
        .until(() -> log().contains("The demo shop runs") || !process.isAlive());
    assertThat(process.isAlive()).as("%s", log()).isTrue();
    return this;
  }

  /** Calls it as one of the demo's people. */
  Caller as(String user) {
    return new Caller(port, user);
  }

  /** TCP port on the loopback address. */
  int port() {
    return port;
  }

  /** TCP port that tells the state of health only. */
  int healthPort() {
    return healthPort;
  }

  /** TCP port of the proxy with TLS that it knows of; a test starts one there. */
  int tlsPort() {
    return tlsPort;
  }

  /** Where it keeps everything. */
  Path data() {
    return directory.resolve("data");
  }

  /** The home directory of the demo's shop. */
  Path shop() {
    return data().resolve("demo/shop");
  }

  /** What it has logged so far. */
  String log() {
    try {
      return Files.readString(directory.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it and the shop, which would outlive it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ProcessHandle.allProcesses()
        .filter(each -> worksIn(directory, each.pid()))
        .forEach(ProcessHandle::destroyForcibly);
    try {
      // The log stays: it says what happened.
      Files.deleteIfExists(jar());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean worksIn(Path directory, long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
          .startsWith(directory);
    } catch (IOException e) {
      // It has ended, or belongs to somebody else.
      return false;
    }
  }
}
