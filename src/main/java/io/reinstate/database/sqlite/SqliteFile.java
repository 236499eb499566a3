package io.reinstate.database.sqlite;

import io.reinstate.catalog.application.SystemUser;
import io.reinstate.database.product.DatabaseUnavailable;
import io.reinstate.database.product.Questions;
import io.reinstate.host.Cancellation;
import io.reinstate.host.Deadline;
import io.reinstate.host.FilesAs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteOpenMode;

/** One file of SQLite, with the files SQLite keeps beside it. */
public record SqliteFile(Path path) {

  private static final int BUSY_MILLIS = 5_000;

  /** A file that somebody else made decides neither which functions nor how much memory we use. */
  private static final List<String> WITHOUT_TRUST =
      List.of(
          "pragma trusted_schema = off",
          "pragma cell_size_check = on",
          "pragma mmap_size = 0",
          "pragma ignore_check_constraints = on");

  /** Of a text or blob that is computed or read; a dump copies longer ones all the same. */
  private static final int LONGEST_BYTES = 64 << 20;

  /** How often SQLite asks whether to go on, in instructions of its virtual machine. */
  private static final int INSTRUCTIONS = 100_000;

  /** How long a file may be read to find out whether it is damaged. */
  private static final Duration PATIENCE = Duration.ofHours(12);

  /** What is beside it while it is open, or when somebody died with it open. */
  static final List<String> SIDES = List.of("-wal", "-journal", "-shm");

  public Stream<Path> sides() {
    return SIDES.stream().map(side -> path.resolveSibling(path.getFileName() + side));
  }

  /**
   * Loads SQLite's library, which is unpacked for that: with whoever's rights that happens, they
   * could change it.
   */
  static void load() {
    try {
      FilesAs.own(() -> new SQLiteConfig().createConnection("jdbc:sqlite::memory:")).close();
    } catch (SQLException e) {
      throw DatabaseUnavailable.away("SQLite", e);
    }
  }

  /** A connection; the file must be there. */
  Connection connect() {
    var config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setBusyTimeout(BUSY_MILLIS);
    return connect(config, "");
  }

  /**
   * Asks it; the connection cannot write.
   *
   * @param user with whose rights SQLite opens what it finds beside it
   */
  Questions ask(SystemUser user) {
    var connection = connect();
    try (var statement = connection.createStatement()) {
      statement.execute("pragma query_only = on");
      // Opening reads nothing yet.
      statement.executeQuery("select count(*) from sqlite_master").close();
      return new SqliteQuestions(connection, path.toString(), user);
    } catch (SQLException e) {
      try {
        connection.close();
      } catch (SQLException closing) {
        e.addSuppressed(closing);
      }
      throw DatabaseUnavailable.away(path.toString(), e);
    }
  }

  /** Asks a file that nobody writes. */
  Questions askStill(SystemUser user) {
    try {
      return new SqliteQuestions(still(), path.toString(), user);
    } catch (SQLException e) {
      throw DatabaseUnavailable.away(path.toString(), e);
    }
  }

  /** What is wrong with a file that nobody writes; nothing when it is whole. Leaves no traces. */
  public Optional<String> damage() {
    try (var connection = still();
        var statement = connection.createStatement()) {
      var patience = Deadline.in(PATIENCE);
      stopWhen(connection, () -> patience.passed() || Cancellation.current().isRequested());
      return damage(statement);
    } catch (SQLException e) {
      Cancellation.check();
      return Optional.of(e.getMessage());
    }
  }

  private static Optional<String> damage(Statement statement) throws SQLException {
    try (var rows = statement.executeQuery("pragma integrity_check(3)")) {
      var found = new StringBuilder();
      while (rows.next()) {
        found.append(found.length() == 0 ? "" : "; ").append(rows.getString(1));
      }
      return found.toString().equals("ok") ? Optional.empty() : Optional.of(found.toString());
    }
  }

  /** The names of its tables, and its application id where it has one. */
  record Identity(Set<String> tables, int application) {

    /** Whether these can be two states of one database. */
    boolean canBe(Identity other) {
      var ids = application == 0 || other.application == 0 || application == other.application;
      return ids
          && (tables.isEmpty()
              || other.tables.isEmpty()
              || tables.stream().anyMatch(other.tables::contains));
    }
  }

  static Identity identity(Connection connection) throws SQLException {
    var tables = new TreeSet<String>();
    try (var statement = connection.createStatement()) {
      try (var rows =
          statement.executeQuery(
              "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      try (var rows = statement.executeQuery("pragma application_id")) {
        return new Identity(tables, rows.next() ? rows.getInt(1) : 0);
      }
    }
  }

  /** A connection to a file that nobody writes: SQLite makes no files beside it. */
  Connection still() {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    return connect(config, "?immutable=1");
  }

  private Connection connect(SQLiteConfig config, String parameters) {
    if (!Files.isRegularFile(path)) {
      throw DatabaseUnavailable.away(path.toString(), new SQLException("there is no such file"));
    }
    config.setPragma(Pragma.LIMIT_LENGTH, Integer.toString(LONGEST_BYTES));
    try {
      var connection = config.createConnection("jdbc:sqlite:" + path.toUri() + parameters);
      try (var statement = connection.createStatement()) {
        for (var pragma : WITHOUT_TRUST) {
          statement.execute(pragma);
        }
        return connection;
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw DatabaseUnavailable.away(path.toString(), e);
    }
  }

  /** Ends whatever the connection computes, once that is so. */
  static void stopWhen(Connection connection, BooleanSupplier over) throws SQLException {
    ProgressHandler.setHandler(
        connection,
        INSTRUCTIONS,
        new ProgressHandler() {
          @Override
          protected int progress() {
            return over.getAsBoolean() ? 1 : 0;
          }
        });
  }
}
