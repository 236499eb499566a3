package io.reinstate.backup;

import io.reinstate.ReinstateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/** Reinstate's own database cannot be used. Says why, where it is, and the way back. */
public final class DatabaseUnusable extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private static final int H2_IN_USE = 90020;
  private static final int H2_WRONG_LOGIN = 28000;
  private static final String MEANWHILE =
      "Applications can be handled meanwhile, see «java -jar reinstate.jar --help».";

  private final String what;
  private final String next;

  private DatabaseUnusable(String what, DatabaseSettings database, String next, Throwable cause) {
    super(what, database.place(), next, cause);
    this.what = what + " (" + database.place() + ")";
    this.next = next;
  }

  /** What happened, and where. */
  String what() {
    return what;
  }

  /** What to do next. */
  String next() {
    return next;
  }

  /** What a failed connection means; empty when that is not known. */
  static Optional<DatabaseUnusable> because(
      SQLException failure, DatabaseSettings database, Optional<Path> newestBackup) {
    if (database.file().isPresent()) {
      return Optional.of(h2(failure, database, newestBackup));
    }
    return database.isPostgresql() ? postgresql(failure, database) : Optional.empty();
  }

  private static DatabaseUnusable h2(
      SQLException failure, DatabaseSettings database, Optional<Path> newestBackup) {
    return switch (failure.getErrorCode()) {
      case H2_IN_USE -> inUse(database, failure);
      case H2_WRONG_LOGIN -> wrongLogin(failure, database);
      default ->
          isAccessible(database) ? damaged(database, newestBackup, failure) : closed(database);
    };
  }

  private static boolean isAccessible(DatabaseSettings database) {
    var file = database.file().orElseThrow();
    var directory = file.toAbsolutePath().getParent();
    return Files.exists(file)
        ? Files.isRegularFile(file) && Files.isReadable(file) && Files.isWritable(file)
        : !Files.exists(directory) || Files.isWritable(directory);
  }

  static DatabaseUnusable inUse(DatabaseSettings database, Throwable cause) {
    return new DatabaseUnusable(
        "Another process uses the database",
        database,
        "Only one Reinstate can use it. Stop the other one first, or give this one a directory of"
            + " its own (reinstate.data).",
        cause);
  }

  static DatabaseUnusable missing(DatabaseSettings database) {
    return new DatabaseUnusable(
        "There is no database",
        database,
        "Check reinstate.data. Reinstate makes the database when it starts for the first time.",
        null);
  }

  static DatabaseUnusable damaged(
      DatabaseSettings database, Optional<Path> newestBackup, Throwable cause) {
    return new DatabaseUnusable(
        "The database file is damaged",
        database,
        newestBackup
                .map(
                    backup ->
                        "Restore the newest backup: java -jar reinstate.jar restore-database "
                            + backup
                            + ", then start again. ")
                .orElse(
                    "There is no backup. Move the file aside and start again with an empty"
                        + " database: users and records are lost, snapshots are not. ")
            + MEANWHILE,
        cause);
  }

  /**
   * @param database what it was migrated to
   * @param known what this version of Reinstate would migrate it to
   */
  static DatabaseUnusable newer(DatabaseSettings settings, String database, String known) {
    return new DatabaseUnusable(
        "The database belongs to a newer Reinstate: its tables are at version "
            + database
            + ", this one knows them up to "
            + known,
        settings,
        "Start the newer Reinstate, or restore a backup from before the update"
            + " (docs/operations.md, «Update»). Nothing was changed. "
            + MEANWHILE,
        null);
  }

  /** Its tables could not be brought to what this version needs. */
  static DatabaseUnusable notMigrated(
      DatabaseSettings database, Optional<Path> backup, Throwable cause) {
    return new DatabaseUnusable(
        "The tables of the database could not be migrated: " + firstLine(cause),
        database,
        backup
                .map(
                    file ->
                        "Restore the backup that was just made: java -jar reinstate.jar"
                            + " restore-database "
                            + file
                            + ", and start the Reinstate of before. ")
                .orElse("Mend what it says, or start the Reinstate of before. ")
            + MEANWHILE,
        cause);
  }

  /** It could not be backed up, so its tables were not migrated. */
  static DatabaseUnusable notBackedUp(DatabaseSettings database, BackupFailed cause) {
    return new DatabaseUnusable(
        "Its tables have to be migrated, but the database could not be backed up first: "
            + firstLine(cause),
        database,
        "Check the space and the permissions in reinstate.backup.directory, then start again."
            + " Nothing was changed. "
            + MEANWHILE,
        cause);
  }

  private static DatabaseUnusable closed(DatabaseSettings database) {
    return new DatabaseUnusable(
        "The database file cannot be read and written by «" + System.getProperty("user.name") + "»",
        database,
        "Correct its owner and permissions, then start again. " + MEANWHILE,
        null);
  }

  private static Optional<DatabaseUnusable> postgresql(
      SQLException failure, DatabaseSettings database) {
    var state = failure.getSQLState() == null ? "" : failure.getSQLState();
    if (state.startsWith("28")) {
      return Optional.of(wrongLogin(failure, database));
    }
    if (state.equals("3D000")) {
      return Optional.of(
          new DatabaseUnusable(
              "PostgreSQL has no such database",
              database,
              "Create it, owned by «" + database.username() + "», or restore it from a dump.",
              failure));
    }
    if (state.startsWith("08") || state.equals("57P03") || state.equals("53300")) {
      return Optional.of(
          new DatabaseUnusable(
              "PostgreSQL does not answer: " + firstLine(failure),
              database,
              "Check that it runs and can be reached, then start again. " + MEANWHILE,
              failure));
    }
    return Optional.empty();
  }

  private static DatabaseUnusable wrongLogin(SQLException failure, DatabaseSettings database) {
    return new DatabaseUnusable(
        "The database refuses the login of «" + database.username() + "»",
        database,
        "Correct spring.datasource.username and spring.datasource.password, then start again. "
            + MEANWHILE,
        failure);
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage())
        .lines()
        .findFirst()
        .orElse("")
        .replaceAll("\\.$", "");
  }
}
