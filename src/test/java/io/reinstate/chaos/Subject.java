package io.reinstate.chaos;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An application that is rolled back while nodes die. Its service says which release it was started
 * with, and notes every start in its log. It has the module {@code parts}.
 */
final class Subject {

  static final Tree GOOD = Tree.good(300);
  static final Tree BROKEN = GOOD.broken();
  static final Tree PARTS_RESTORED = BROKEN.withPartsOf(GOOD);

  /** The name of the good release in git. */
  static final String GOOD_TAG = "v1-stable";

  /** What customers wrote. Nobody may touch it. */
  static final String DATA = "order 1\norder 2\n";

  static final String NONE = "without a journal";

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What it answers is read at its start, or when it is told to; never when it is asked. */
  private static final String PROGRAM =
      """
      import http.server, json, os, signal, socketserver, sys

      def text(path):
          with open(path) as file:
              return file.read().strip()

      def release():
          deaf = os.path.exists("deaf")
          signal.signal(signal.SIGTERM, signal.SIG_IGN if deaf else signal.SIG_DFL)
          return {"app": text("app/release"), "parts": text("parts/release"),
                  "works": text("parts/works"), "pid": os.getpid()}

      running = release()

      class Answer(http.server.BaseHTTPRequestHandler):
          def do_GET(self):
              global running
              if self.path == "/reload":
                  running = release()
              body = json.dumps(running).encode()
              self.send_response(200)
              self.send_header("Content-Length", str(len(body)))
              self.end_headers()
              self.wfile.write(body)

          def log_message(self, *arguments):
              pass

      class Server(socketserver.TCPServer):
          allow_reuse_address = True
          request_queue_size = 20

      server = Server(("127.0.0.1", int(sys.argv[2])), Answer)
      print("started", os.getpid(), running["app"], running["parts"], flush=True)
      server.serve_forever()
      """;

  private static final String CATALOG =
      """
      application: %1$s
      title: Subject %1$s
      home: %2$s
      files: { include: ["app/**", "parts/**"] }
      data: ["data/**"]
      services:
        web:
          title: Web
          supervised: { command: [%3$s, serve.py, "%4$s", "%5$d"], grace: 12s }
          deadline: 60s
          health:
            - { name: works, http: { url: "http://127.0.0.1:%5$d/", json: { /works: "yes" } }, timeout: 10s }
      modules:
        parts: { title: Parts, files: { include: ["parts/**"] }, service: web }
      toggles:
        parts:
          title: Parts
          file: { path: toggles.env, format: env, key: PARTS }
          on: "on"
          off: "off"
          service: web
          apply: restart
        stuck:
          title: A toggle that cannot be set
          commands: { set: ["false", "{value}"], state: [echo, "on"] }
          on: "on"
          off: "off"
          apply: nothing
      components:
        parts:
          title: Parts
          service: web
          options:
            - toggle: stuck
            - release: { include: ["parts/**"] }
      databases:
        orders:
          title: Orders
          sqlite: { file: db/orders.db }
          services: [web]
          checks: [{ name: orders are there, sql: select count(*) from orders, least: 1 }]
      releases:
        repository: %2$s
        stable: ["v*-stable"]
        build: [{ run: [sh, -c, "cat parts/release"] }]
      watch: { code: 0s }
      """;

  private final String name;
  private final Path home;
  private final Path snapshots;
  private final int port = Ports.free();

  /**
   * Installs it: the good release is there, its service is not started.
   *
   * @param site where the catalog, the home directories and the snapshots are
   */
  Subject(String name, Path site) {
    this.name = name;
    this.home = site.resolve("homes").resolve(name);
    this.snapshots = site.resolve("snapshots").resolve(name);
    try {
      Files.createDirectories(home.resolve("data"));
      Files.writeString(home.resolve("data/orders"), DATA);
      Files.createDirectories(home.resolve("db"));
      Files.writeString(home.resolve("serve.py"), PROGRAM);
      switchPartsOn();
      database("create table orders (number integer primary key)", "insert into orders values (1)");
      keepInGit();
      GOOD.deployTo(home);
      Files.createDirectories(site.resolve("catalog"));
      Files.writeString(
          site.resolve("catalog").resolve(name + ".yaml"),
          CATALOG.formatted(name, home, python(), mark(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keepInGit() throws IOException {
    Files.writeString(home.resolve(".gitignore"), "*\n!app/**\n!parts/**\n!app\n!parts\n");
    git("init", "-q", "-b", "main");
    GOOD.deployTo(home);
    git("add", "app", "parts");
    git("commit", "-q", "-m", "good");
    git("tag", GOOD_TAG);
    BROKEN.deployTo(home);
    git("add", "app", "parts");
    git("commit", "-q", "-m", "broken");
  }

  /** From now on its repository says that the broken release is live. */
  void checkOutBroken() {
    git("symbolic-ref", "HEAD", "refs/heads/main");
    git("read-tree", "main");
  }

  /** Its toggle is on, whatever it was. */
  void switchPartsOn() {
    try {
      Files.writeString(home.resolve("toggles.env"), "PARTS=on\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the file of its toggle says. */
  String toggles() {
    try {
      return Files.readString(home.resolve("toggles.env")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes into its database. */
  void database(String... statements) {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + home.resolve("db/orders.db"));
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(name + " has no usable database", e);
    }
  }

  /** The highest number of an order in its database. */
  int lastOrder() {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + home.resolve("db/orders.db"));
        var statement = connection.createStatement();
        var row = statement.executeQuery("select max(number) from orders")) {
      return row.next() ? row.getInt(1) : 0;
    } catch (SQLException e) {
      throw new IllegalStateException(name + " has no usable database", e);
    }
  }

  /** What git says in its home directory. */
  String git(String... arguments) {
    var command = new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@a"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    try {
      var process = builder.start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + output);
      }
      return output.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The snapshots that were built from git. */
  List<String> builtReleases() {
    return names(snapshots).stream().filter(found -> found.startsWith("release-")).toList();
  }

  /** How often that act is in the record of known good releases. */
  long knownGood(String act) {
    try (var lines = Files.lines(snapshots.resolve("known-good.jsonl"))) {
      return lines.filter(line -> line.contains("\"" + act + "\"")).count();
    } catch (IOException e) {
      return 0;
    }
  }

  static String python() {
    return Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
  }

  String name() {
    return name;
  }

  Path home() {
    return home;
  }

  int port() {
    return port;
  }

  Path snapshots() {
    return snapshots;
  }

  /** Where exchanges are under way or were. */
  Path workAreas() {
    return home.resolveSibling("." + home.getFileName() + ".reinstate");
  }

  /** In the command line of its service's process, and in no other. */
  private String mark() {
    return home.toString();
  }

  /** Another release is copied over the one that runs, and the service takes it up. */
  void deploy(Tree release) {
    release.deployTo(home);
    var answer = ask("/reload");
    if (answer.isEmpty() || !answers(release)) {
      throw new IllegalStateException(name + " does not take up a release: " + answer);
    }
  }

  /** Whether its service runs with that release. */
  boolean answers(Tree release) {
    return ask("/")
        .filter(
            running ->
                running.path("app").asText().equals(release.text("app/release"))
                    && running.path("parts").asText().equals(release.text("parts/release"))
                    && running.path("works").asText().equals(release.text("parts/works")))
        .isPresent();
  }

  private Optional<JsonNode> ask(String path) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return Optional.of(JSON.readTree(HTTP.send(request, BodyHandlers.ofInputStream()).body()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** From now on its service ignores SIGTERM, so that stopping it takes all of its grace, 12 s. */
  void turnDeaf() {
    try {
      Files.writeString(home.resolve("deaf"), "");
      ask("/reload");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next start of its service hears again. */
  void hearAgainAfterItsNextStart() {
    try {
      Files.deleteIfExists(home.resolve("deaf"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The processes of its service. */
  List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                commandLine(process).contains("serve.py\0" + mark() + "\0")
                    && !commandLine(process).startsWith("setsid"))
        .toList();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException e) {
      return "";
    }
  }

  /** How often its service was started, ever. */
  int starts() {
    try (var lines = Files.lines(home.resolve("log/web.log"))) {
      return (int) lines.filter(line -> line.startsWith("started ")).count();
    } catch (IOException e) {
      return 0;
    }
  }

  /** The names of its snapshots, half-written ones included, those built from git left out. */
  List<String> snapshotNames() {
    return names(snapshots).stream()
        .filter(found -> !found.startsWith("release-"))
        .filter(found -> !List.of("heads", "known-good.jsonl").contains(found))
        .toList();
  }

  /** The names of its exchanges. */
  List<String> exchanges() {
    return names(workAreas()).stream()
        .filter(found -> !List.of("run", "toggles", "databases").contains(found))
        .toList();
  }

  /** The exchanges that are neither confirmed nor reverted, and will be. */
  List<String> unfinishedExchanges() {
    return exchanges().stream()
        .filter(exchange -> !List.of("CONFIRMED", "REVERTED", NONE).contains(stateOf(exchange)))
        .toList();
  }

  /** How far an exchange is, from its journal. */
  String stateOf(String exchange) {
    try {
      var journal = workAreas().resolve(exchange).resolve("journal.json");
      return JSON.readTree(Files.readAllBytes(journal)).path("state").asText();
    } catch (IOException e) {
      return NONE;
    }
  }

  static List<String> names(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends its service. */
  void end() {
    processes().forEach(ProcessHandle::destroyForcibly);
    await(name + " has ended").atMost(PATIENCE).until(() -> processes().isEmpty());
  }
}
