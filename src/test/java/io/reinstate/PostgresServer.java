package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reinstate.host.Ports;
import io.reinstate.host.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** A PostgreSQL of its own on a free port. Its programs refuse to run as root. */
final class PostgresServer implements AutoCloseable {

  static final String PASSWORD = "pg-secret";
  private static final boolean SKIP_NOTHING =
      Boolean.parseBoolean(System.getenv("REINSTATE_SKIP_NOTHING"));

  final int port;
  private final Path programs;
  private final Path directory;

  private PostgresServer(Path programs, Path directory, int port) {
    this.programs = programs;
    this.directory = directory;
    this.port = port;
  }

  /** Starts one; the test is skipped where PostgreSQL is not installed. */
  static PostgresServer start() throws IOException, InterruptedException {
    return start(Ports.free());
  }

  /** Starts one on that port; the test is skipped where PostgreSQL is not installed. */
  static PostgresServer start(int port) throws IOException, InterruptedException {
    var programs = programs();
    if (SKIP_NOTHING) {
      assertThat(programs).as("the package postgresql is installed").isNotEmpty();
    }
    assumeTrue(!programs.isEmpty(), "the package postgresql is not installed");
    var directory = Files.createTempDirectory("reinstate-postgres");
    var server = new PostgresServer(programs.get(programs.size() - 1), directory, port);
    Files.writeString(directory.resolve("password"), PASSWORD);
    if (isRoot()) {
      run(List.of("chown", "-R", "postgres", directory.toString()));
    }
    server.program(
        "initdb",
        "-D",
        server.data(),
        "-U",
        "reinstate",
        "-A",
        "scram-sha-256",
        "--pwfile=" + directory.resolve("password"),
        "-E",
        "UTF8",
        "--locale=C");
    server.up();
    server.program("createdb", "reinstate");
    return server;
  }

  private static List<Path> programs() throws IOException {
    var found = new ArrayList<Path>();
    var versions = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(versions)) {
      try (var each = Files.list(versions)) {
        each.map(version -> version.resolve("bin")).sorted().forEach(found::add);
      }
    }
    Stream.of(System.getenv("PATH").split(":")).map(Path::of).forEach(each -> found.add(0, each));
    return found.stream()
        .filter(each -> Files.isExecutable(each.resolve("initdb")))
        .filter(each -> Files.isExecutable(each.resolve("pg_ctl")))
        .toList();
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/reinstate";
  }

  void up() throws IOException, InterruptedException {
    program(
        "pg_ctl",
        "-D",
        data(),
        "-w",
        "-l",
        directory.resolve("log").toString(),
        "-o",
        "-p " + port + " -k " + directory + " -h 127.0.0.1 -c max_connections=60",
        "start");
  }

  void down() throws IOException, InterruptedException {
    program("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
  }

  /** A session of somebody else in a database of its own. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), "reinstate", PASSWORD);
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  /** Runs one of its programs; it has to succeed. */
  String program(String name, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.addAll(
        List.of(
            "env",
            "PGPASSWORD=" + PASSWORD,
            "PGHOST=127.0.0.1",
            "PGPORT=" + port,
            "PGUSER=reinstate",
            programs.resolve(name).toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private static String run(List<String> command) {
    return Ran.of(Path.of("/tmp"), command).successfully();
  }

  /** A file that its programs may write. */
  Path file(String name) {
    return directory.resolve(name);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    down();
    FileSystemUtils.deleteRecursively(directory);
  }
}
