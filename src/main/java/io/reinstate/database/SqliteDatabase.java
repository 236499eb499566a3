package io.reinstate.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.sqlite.SQLiteConnection;

/** A SQLite file. */
final class SqliteDatabase implements Database {

  private final SqliteFile live;

  SqliteDatabase(Path file) {
    live = new SqliteFile(real(file));
  }

  /** What a link points at is what is exchanged. */
  private static Path real(Path file) {
    try {
      return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath().normalize();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String where() {
    return live.path().toString();
  }

  @Override
  public DumpFormat format() {
    return DumpFormat.SQLITE;
  }

  @Override
  public void dump(Path file) {
    try (var connection = live.connect()) {
      var status =
          connection
              .unwrap(SQLiteConnection.class)
              .getDatabase()
              // All pages in one go: in portions, every write from outside starts it over.
              .backup("main", file.toString(), null, PAUSE_MILLIS, TRIES, ALL_PAGES);
      if (status != 0) {
        throw new DumpFailed(
            "SQLite's backup ended with status " + status,
            where(),
            "Check the disk's space, and that nobody holds a lock for long; then try again.");
      }
    } catch (SQLException e) {
      throw new DumpFailed(
          "SQLite's backup failed: " + e.getMessage(),
          where(),
          "When the database is damaged, keep its file by hand.",
          e);
    }
    new SqliteFile(file)
        .damage()
        .ifPresent(
            why -> {
              throw new DumpFailed(
                  "The copy is damaged, and so is the database, most likely: " + why,
                  where(),
                  "Keep its file by hand, then restore an older dump.");
            });
  }

  private static final int PAUSE_MILLIS = 50;
  private static final int TRIES = 100;
  private static final int ALL_PAGES = -1;

  @Override
  public Questions ask() {
    return live.ask();
  }

  @Override
  public Restore restore(RestoreKey key, Checkpoint checkpoint) {
    return new SqliteRestore(new SqliteNames(live.path(), key), checkpoint);
  }

  @Override
  public List<RestoreKey> begun() {
    var work = SqliteNames.work(live.path());
    if (!Files.isDirectory(work)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(work)) {
      return SqliteNames.keys(files.map(file -> file.getFileName().toString()));
    } catch (IOException e) {
      throw new DatabaseRestoreFailed(
          "The work area cannot be listed: " + e, work.toString(), "Check its rights.", e);
    }
  }
}
