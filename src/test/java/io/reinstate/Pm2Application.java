package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.CatalogSource;
import io.reinstate.catalog.Recipe;
import io.reinstate.host.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    var url = URI.create("http://127.0.0.1:" + PORT + "/");
    try {
      // A new client each time: the connections of one lead to the process that has ended.
      var request =
          HttpRequest.newBuilder(url)
              .version(HttpClient.Version.HTTP_1_1)
              .timeout(Duration.ofSeconds(20))
              .build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
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
    try {
      var builder = new ProcessBuilder(command).directory(HOME.toFile()).redirectErrorStream(true);
      builder.environment().put("PM2_HOME", HOME.resolve(".pm2").toString());
      var log = HOME.resolveSibling("command.log");
      // What pm2 leaves running keeps its output open, so it is not waited for.
      var process = builder.redirectOutput(log.toFile()).start();
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
