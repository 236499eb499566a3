package io.reinstate.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.DatabaseServer;
import io.reinstate.catalog.application.DatabaseSpec;
import io.reinstate.catalog.application.SecretReference;
import io.reinstate.host.Ports;
import io.reinstate.snapshot.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL server in a directory, on a free loopback port. The role {@code shop} owns what it
 * makes and may create databases; {@code admin} is the superuser.
 *
 * <p>Test classes share the one of their JVM, {@link #ofThisJvm}. It is quick, not durable.
 */
public final class TestPostgresql implements AutoCloseable {

  public static final String PASSWORD = "not-a-secret-word";

  private static final String TEMPLATE = "template_of_";

  private static TestPostgresql ofThisJvm;

  private final Path programs;
  private final Path directory;
  private final Path home;
  private final Path secret;
  private final int port;

  /**
   * The server that all test classes of this JVM share, with the roles {@code admin} and {@code
   * shop} and no databases but its own. It is started once, and stops with the JVM.
   */
  public static synchronized TestPostgresql ofThisJvm() throws IOException {
    if (ofThisJvm == null) {
      var directory = Files.createTempDirectory("reinstate-postgresql-");
      ofThisJvm =
          new TestPostgresql(
              directory, "-c fsync=off", "-c full_page_writes=off", "-c synchronous_commit=off");
      Runtime.getRuntime().addShutdownHook(new Thread(ofThisJvm::remove));
    }
    ofThisJvm.clear();
    ofThisJvm.dropTemplatesAndRoles();
    FileSystemUtils.deleteRecursively(ofThisJvm.home);
    Files.createDirectory(ofThisJvm.home);
    return ofThisJvm;
  }

  /** A server of its own, for a test that stops it, measures it or fills it. */
  public TestPostgresql(Path directory, String... settings) throws IOException {
    programs = Needs.postgresql().resolve("pg_ctl").toRealPath().getParent();
    this.directory = directory;
    home = Files.createDirectories(directory.resolve("home"));
    secret = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
    port = Ports.free();
    openTo(directory);
    var data = Files.createDirectories(directory.resolve("server"));
    run("chown", "-R", user(), data.toString());
    as(
        "initdb",
        "-D",
        data + "/data",
        "-U",
        "admin",
        "-A",
        "scram-sha-256",
        "--no-sync",
        "--pwfile=" + secret,
        "--locale=C.UTF-8",
        "--encoding=UTF8");
    var options = "-p %d -k %s -h 127.0.0.1 %s".formatted(port, data, String.join(" ", settings));
    as("pg_ctl", "-w", "-D", data + "/data", "-l", data + "/log", "-o", options, "start");
    execute("admin", "postgres", "create role shop login createdb password '" + PASSWORD + "'");
  }

  /** The server's user has to get there. */
  private static void openTo(Path directory) throws IOException {
    for (var each = directory; each.getNameCount() > 1; each = each.getParent()) {
      run("chmod", "a+rx", each.toString());
    }
  }

  private static String user() {
    return System.getProperty("user.name").equals("root")
        ? "postgres"
        : System.getProperty("user.name");
  }

  /** PostgreSQL refuses to run as root. */
  private void as(String program, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    if (!user().equals(System.getProperty("user.name"))) {
      command.addAll(List.of("runuser", "-u", user(), "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command.toArray(String[]::new));
  }

  static String run(String... command) throws IOException {
    var output = Files.createTempFile("output", ".txt");
    var process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      var text = Files.readString(output);
      assertThat(process.exitValue()).as("%s: %s", List.of(command), text).isZero();
      return text;
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      Files.delete(output);
    }
  }

  /** Fills a database as {@code pgbench} does, 100,000 rows a unit. */
  void fill(String database, int scale) throws IOException {
    run(
        "env",
        "PGPASSWORD=" + PASSWORD,
        programs.resolve("pgbench").toString(),
        "-q",
        "-i",
        "-s",
        Integer.toString(scale),
        "-h",
        "127.0.0.1",
        "-p",
        Integer.toString(port),
        "-U",
        "shop",
        database);
  }

  int port() {
    return port;
  }

  public Path home() {
    return home;
  }

  public DatabaseServer.Postgresql server(String database) {
    return new DatabaseServer.Postgresql(
        "127.0.0.1",
        port,
        database,
        "postgres",
        "shop",
        Optional.of(new SecretReference("file:" + secret)),
        false,
        Optional.of(programs));
  }

  public DatabaseSpec spec(String database) {
    return new DatabaseSpec(
        "Orders", server(database), List.of(), List.of(), Map.of(), Optional.empty());
  }

  public static Application application(Path home, DatabaseId id, DatabaseSpec spec) {
    return ApplicationBuilder.shop(home).files("app/**").databases(Map.of(id, spec)).build();
  }

  public Connection connect(String role, String database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", role);
    properties.setProperty("password", PASSWORD);
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), properties);
  }

  /**
   * Keeps a database as it is now, under its name, for {@link #copy}. Nobody may be connected to
   * it. {@link #databases} does not list what is kept, and {@link #clear} leaves it.
   */
  public void keep(String database) {
    execute(
        "admin",
        "postgres",
        "create database %s%s template %s".formatted(TEMPLATE, database, database));
  }

  /** The database of that name as it was kept, which {@code shop} owns; it must not exist. */
  public void copy(String database) {
    execute(
        "admin",
        "postgres",
        "create database %s template %s%s owner shop".formatted(database, TEMPLATE, database));
  }

  /** A directory in which the server's own user may write. */
  public Path writable() {
    return directory.resolve("server");
  }

  /** An empty database of that name, which {@code shop} owns and logs in to. */
  public DriverManagerDataSource create(String database) {
    execute("admin", "postgres", "create database " + database + " owner shop");
    return new DriverManagerDataSource(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), "shop", PASSWORD);
  }

  public void execute(String role, String database, String... statements) {
    try (var connection = connect(role, database);
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  public String value(String database, String sql) {
    try (var connection = connect("admin", database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The databases there are, beside the server's own. */
  public List<String> databases() {
    var names =
        value(
            "postgres",
            "select string_agg(datname, ' ' order by datname) from pg_database"
                + " where datname !~ '^(template.*|postgres)$'");
    return names == null ? List.of() : List.of(names.split(" "));
  }

  /** Drops every database but the server's own. */
  public void clear() {
    databases()
        .forEach(
            name -> execute("admin", "postgres", "drop database \"" + name + "\" with (force)"));
  }

  private void dropTemplatesAndRoles() {
    drop("database", "select datname from pg_database where datname like '" + TEMPLATE + "%'");
    drop("role", "select rolname from pg_roles where rolname !~ '^(pg_.*|admin|shop)$'");
  }

  private void drop(String kind, String names) {
    var all = value("postgres", "select string_agg(name, ' ') from (" + names + ") as t (name)");
    if (all != null) {
      for (var name : all.split(" ")) {
        execute("admin", "postgres", "drop " + kind + " \"" + name + "\"");
      }
    }
  }

  private void remove() {
    try {
      close();
      FileSystemUtils.deleteRecursively(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    as(
        "pg_ctl",
        "-w",
        "-D",
        directory.resolve("server/data").toString(),
        "-m",
        "immediate",
        "stop");
  }
}
