package io.reinstate.database.sqlite;

import io.reinstate.database.product.DatabaseInUse;
import io.reinstate.host.Deadline;
import io.reinstate.host.FilesAs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Makes sure that nobody has a SQLite file open, and that all of it is in the one file. SQLite's
 * own locks do not tell: who has it open and does nothing holds none.
 */
final class SqliteQuiet {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);
  private static final Path PROC = Path.of("/proc");

  /** One cannot merge what cannot be read. */
  private static final Set<SQLiteErrorCode> DAMAGED =
      Set.of(SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB);

  private SqliteQuiet() {}

  /**
   * Waits some seconds for those who end.
   *
   * @throws DatabaseInUse when somebody has it open still
   */
  static void require(SqliteFile file) {
    var files = Stream.concat(Stream.of(file.path()), file.sides()).collect(Collectors.toSet());
    var users = new TreeSet<String>();
    var quiet =
        Deadline.in(PATIENCE)
            .await(
                () -> {
                  users.clear();
                  users.addAll(FilesAs.own(() -> users(files)));
                  return users.isEmpty() && merged(file);
                },
                FIRST_PAUSE,
                LONGEST_PAUSE);
    if (!quiet) {
      throw new DatabaseInUse(
          users.isEmpty() ? "somebody who locks it" : String.join(", ", users),
          file.path().toString(),
          "Stop what uses it, and name it under services in the catalog.");
    }
  }

  /** Brings the write-ahead log into the file; false while somebody else holds a lock. */
  private static boolean merged(SqliteFile file) {
    try (var connection = file.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
      return rows.next() && rows.getInt(1) == 0;
    } catch (SQLException e) {
      return e instanceof SQLiteException known && DAMAGED.contains(known.getResultCode());
    }
  }

  /** The other processes that have one of these files open, as far as Reinstate may look. */
  private static Set<String> users(Set<Path> files) {
    try (var processes = Files.list(PROC)) {
      var self = Long.toString(ProcessHandle.current().pid());
      return processes
          .filter(process -> Character.isDigit(name(process).charAt(0)))
          .filter(process -> !name(process).equals(self))
          .filter(process -> hasOpen(process, files))
          .map(process -> "process " + name(process))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      return Set.of();
    }
  }

  private static boolean hasOpen(Path process, Set<Path> files) {
    try (var open = Files.list(process.resolve("fd"))) {
      return open.anyMatch(descriptor -> target(descriptor).map(files::contains).orElse(false));
    } catch (IOException e) {
      // It ended, or is another user's.
      return false;
    }
  }

  private static Optional<Path> target(Path descriptor) {
    try {
      return Optional.of(Files.readSymbolicLink(descriptor));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
