package io.reinstate.chaos;

import io.reinstate.host.Ports;
import io.reinstate.snapshot.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL cluster of its own in a temporary directory, on the loopback address and a free
 * port, with {@code fsync} on. PostgreSQL refuses to run as root, so that root runs it as the user
 * {@code postgres}.
 */
final class PostgresServer implements AutoCloseable {

  private static final boolean ROOT = System.getProperty("user.name").equals("root");

  private final Path programs = Needs.postgresql();
  private final Path directory;
  private final int port = Ports.free();

  PostgresServer() {
    try {
      directory = Files.createTempDirectory("reinstate-postgresql-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (ROOT) {
      require("chown", "postgres:", directory.toString());
    }
    program("initdb", "--no-sync", "-A", "trust", "-U", "reinstate", "-E", "UTF8", "--no-locale");
    start();
  }

  /** Starts it, and waits until it takes connections. */
  void start() {
    program(
        "pg_ctl",
        "start",
        "-w",
        "-l",
        directory.resolve("server.log").toString(),
        "-o",
        "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c max_connections=150"
            .formatted(port, directory));
  }

  /** Stops it as a crash does: nothing is tidied up. */
  void stopImmediately() {
    program("pg_ctl", "stop", "-w", "-m", "immediate");
  }

  /** The database, for the application of that name as it is shown in pg_stat_activity. */
  String url(String name) {
    return "jdbc:postgresql://127.0.0.1:%d/postgres?ApplicationName=%s".formatted(port, name);
  }

  /** The text of the first column of every row. */
  List<String> query(String sql) {
    try (var connection = DriverManager.getConnection(url("test"), "reinstate", "");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    stopImmediately();
    try {
      FileSystemUtils.deleteRecursively(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void program(String name, String... arguments) {
    var command = new ArrayList<String>();
    if (ROOT) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(programs.resolve(name).toString());
    command.addAll(List.of("-D", directory.resolve("data").toString()));
    command.addAll(List.of(arguments));
    require(command.toArray(String[]::new));
  }

  private static void require(String... command) {
    if (!Signals.run(command)) {
      throw new IllegalStateException("Failed: " + String.join(" ", command));
    }
  }
}
