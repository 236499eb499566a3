package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.CatalogSource;
import io.reinstate.catalog.Recipe;
import io.reinstate.host.Ports;
import io.reinstate.host.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Two processes that the real pm2 keeps, with the catalog of its recipe. */
@TestConfiguration(proxyBeanMethods = false)
class Pm2Application {

  static final int PORT = Ports.free();
  static final Path HOME = RunningReinstate.DATA.resolve("tickets/home");

  /** Answers after a while what it read at its start, and finishes what it has begun. */
  private static final String SERVER =
      """
      const version = '%s';
      const server = require('http').createServer((question, answer) =>
        setTimeout(() => answer.end(version), 20));
      server.listen(process.env.PORT, '127.0.0.1');
      process.on('SIGINT', () => server.close(() => process.exit(0)));
      """;

  @Bean
  CatalogSource pm2Catalog() throws IOException {
    var catalog = HOME.resolveSibling("catalog");
    Files.createDirectories(catalog);
    Files.createDirectories(HOME);
    Files.writeString(
        catalog.resolve("tickets.yaml"),
        Recipe.of("pm2.md").in(HOME).replace("3000", Integer.toString(PORT)));
    return () -> catalog;
  }

  /** Whoever asks pm2 anything starts its daemon; that must not outlive the tests either. */
  @Bean
  DisposableBean noPm2OutlivesTheTests() {
    return () -> {
      var noted = HOME.resolve(".pm2/pm2.pid");
      if (Files.exists(noted)) {
        ProcessHandle.of(Long.parseLong(Files.readString(noted).strip()))
            .filter(Pm2Application::isDaemon)
            .ifPresent(Pm2Application::end);
      }
    };
  }

  /** A number may have become another process's. */
  private static boolean isDaemon(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
          .contains("God Daemon (" + HOME.resolve(".pm2") + ")");
    } catch (IOException e) {
      return false;
    }
  }

  /** It ends what it keeps first. */
  private static void end(ProcessHandle daemon) {
    daemon.destroy();
    assertThat(daemon.onExit()).succeedsWithin(Duration.ofSeconds(20));
  }

  static void install() {
    write("package.json", "{\"name\": \"tickets\", \"private\": true}");
    write(
        "ecosystem.config.js",
        "module.exports = { apps: [{ name: 'web', script: 'src/server.js', exec_mode: 'cluster',"
            + " instances: 2, env: { PORT: '%d' } }] };".formatted(PORT));
    version("one");
    var output = run("npm", "install", "pm2@5", "--no-audit", "--no-fund", "--prefer-offline");
    assertThat(HOME.resolve("node_modules/.bin/pm2")).as(output).exists();
  }

  /** What the program says from its next start on. */
  static void version(String version) {
    write("src/server.js", SERVER.formatted(version));
  }

  static String answer() {
    return Served.now(PORT, "/");
  }

  static String pm2(String... arguments) {
    var command = new ArrayList<>(List.of("node_modules/.bin/pm2"));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private static void write(String path, String content) {
    try {
      Files.createDirectories(HOME.resolve(path).getParent());
      Files.writeString(HOME.resolve(path), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String run(String... command) {
    var environment = Map.of("PM2_HOME", HOME.resolve(".pm2").toString());
    return Ran.of(HOME, List.of(command), environment, Duration.ofMinutes(5)).output();
  }
}
