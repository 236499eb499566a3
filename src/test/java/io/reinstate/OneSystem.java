package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reinstate.catalog.OwnEntry;
import io.reinstate.host.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One of the five systems: its home directory, its ports, and what its services answer. */
final class OneSystem {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final String name;
  final Path home;
  private final Map<String, Integer> ports = new HashMap<>();

  OneSystem(String name, String... ports) {
    this.name = name;
    this.home = RunningReinstate.DATA.resolve("systems").resolve(name);
    for (var port : ports) {
      this.ports.put(port, Ports.free());
    }
  }

  int port(String service) {
    return ports.get(service);
  }

  /** Puts the program into its home and its file into the catalog. */
  void install(Path catalog) throws IOException {
    Files.createDirectories(home);
    write("service.py", resource("service.py"));
    var file = OwnEntry.of(resource(name + ".yaml")).replace("{home}", home.toString());
    for (var port : ports.entrySet()) {
      file = file.replace("{" + port.getKey() + "}", Integer.toString(port.getValue()));
    }
    Files.writeString(catalog.resolve(name + ".yaml"), file);
  }

  private static String resource(String file) throws IOException {
    try (var stream = OneSystem.class.getResourceAsStream("/systems/" + file)) {
      return new String(stream.readAllBytes());
    }
  }

  void write(String path, String content) {
    try {
      Files.createDirectories(home.resolve(path).getParent());
      Files.writeString(home.resolve(path), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String path) {
    try {
      return Files.readString(home.resolve(path)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file but logs and git's own, with its content. */
  Map<String, String> tree() throws IOException {
    return Tree.of(home, "log", ".git");
  }

  /** What is at the pointer of what the service answers; empty when it does not. */
  String says(String service, String pointer) {
    try {
      return send(service, HttpRequest.newBuilder().GET()).at(pointer).asText();
    } catch (IOException e) {
      return "";
    }
  }

  /** A customer writes something. */
  void post(String service, String entry) throws IOException {
    send(service, HttpRequest.newBuilder().POST(BodyPublishers.ofString(entry)));
  }

  private JsonNode send(String service, HttpRequest.Builder request) throws IOException {
    var url = URI.create("http://127.0.0.1:" + port(service) + "/api/health");
    try {
      var answer =
          HTTP.send(
              request.uri(url).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return JSON.readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void sqlite(String file, String... statements) {
    try (var open = DriverManager.getConnection("jdbc:sqlite:" + home.resolve(file));
        var statement = open.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  String git(String... arguments) {
    return ReleasedApplication.git(home, arguments);
  }

  void release(String tag) {
    git("add", "-A");
    git("commit", "-q", "-m", "Make " + tag);
    git("tag", tag);
  }
}
