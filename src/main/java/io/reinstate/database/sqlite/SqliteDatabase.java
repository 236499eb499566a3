package io.reinstate.database.sqlite;

import io.reinstate.catalog.application.SystemUser;
import io.reinstate.database.product.Database;
import io.reinstate.database.product.DatabaseRestore;
import io.reinstate.database.product.DatabaseRestoreFailed;
import io.reinstate.database.product.DumpFailed;
import io.reinstate.database.product.DumpFormat;
import io.reinstate.database.product.Questions;
import io.reinstate.database.product.RestoreAs;
import io.reinstate.database.product.RestoreCheckpoint;
import io.reinstate.database.product.RestoreKey;
import io.reinstate.host.FilesAs;
import io.reinstate.storage.ByName;
import io.reinstate.storage.HeldDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConnection;

/**
 * A SQLite file. SQLite opens it and what is beside it by name, so whoever can change these names
 * has to have the rights for what is done.
 */
public final class SqliteDatabase implements Database {

  private final SqliteFile live;
  private final SystemUser rights;

  public SqliteDatabase(Path file, SystemUser user) {
    SqliteFile.load();
    live = new SqliteFile(real(file));
    rights = ByName.rights(user, file);
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
    try {
      var status = FilesAs.call(rights, () -> copyTo(file));
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

  /** What it reads is all open before it is written with Reinstate's rights. */
  private int copyTo(Path file) throws SQLException {
    try (var connection = live.connect();
        var statement = connection.createStatement()) {
      requireSpace(statement, file);
      connection.setAutoCommit(false);
      statement.executeQuery("select count(*) from sqlite_master").close();
      var database = connection.unwrap(SQLiteConnection.class).getDatabase();
      // All pages in one go: in portions, every write from outside starts it over.
      return FilesAs.own(
          () -> database.backup("main", file.toString(), null, PAUSE_MILLIS, TRIES, ALL_PAGES));
    }
  }

  /** A file with holes claims any number of pages, and all of them would be written. */
  private void requireSpace(Statement statement, Path file) throws SQLException {
    try (var rows =
        statement.executeQuery(
            "select page_count * page_size from pragma_page_count, pragma_page_size")) {
      var needed = rows.getLong(1);
      var usable = FilesAs.own(() -> Files.getFileStore(file).getUsableSpace());
      if (needed > usable) {
        throw new DumpFailed(
            "The dump takes %,d bytes, and there are %,d".formatted(needed, usable),
            where(),
            "Nothing was written. Free some space for %s, then try again.".formatted(file));
      }
    } catch (IOException e) {
      throw new SQLException("nobody can tell how much space there is: " + e, e);
    }
  }

  private static final int PAUSE_MILLIS = 50;
  private static final int TRIES = 100;
  private static final int ALL_PAGES = -1;

  @Override
  public Questions ask() {
    return FilesAs.call(rights, () -> live.ask(rights));
  }

  @Override
  public DatabaseRestore restore(RestoreKey key, RestoreCheckpoint checkpoint) {
    var restore = new SqliteRestore(new SqliteNames(live.path(), key), checkpoint, rights);
    return new RestoreAs(rights, restore);
  }

  @Override
  public List<RestoreKey> begun() {
    var work = SqliteNames.work(live.path());
    try (var files = HeldDirectory.open(work)) {
      return SqliteNames.keys(files.names().stream().map(Path::toString));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw new DatabaseRestoreFailed(
          "The work area cannot be listed: " + e, work.toString(), "Check its rights.", e);
    }
  }
}
