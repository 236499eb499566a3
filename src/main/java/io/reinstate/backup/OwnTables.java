package io.reinstate.backup;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;

/**
 * Brings Reinstate's own tables to what this version needs, before anything reads them. An H2
 * database that has something in it is backed up first. Nodes that start at once wait for each
 * other.
 */
final class OwnTables implements FlywayMigrationStrategy {

  private static final Logger LOG = LoggerFactory.getLogger(OwnTables.class);

  /** Of PostgreSQL, held as long as its session lasts. The number means nothing. */
  static final long LOCK = 7_342_911_508_223L;

  private final DatabaseSettings database;
  private final Backups backups;

  OwnTables(DatabaseSettings database, Backups backups) {
    this.database = database;
    this.backups = backups;
  }

  /**
   * @throws DatabaseUnusable when a newer Reinstate migrated them, or when they cannot be backed up
   *     or migrated; nothing of it was changed then, or there is a backup
   */
  @Override
  public void migrate(Flyway flyway) {
    if (!database.isPostgresql()) {
      migrateAlone(flyway);
      return;
    }
    // Flyway's own lock is not enough: two nodes that find no history at once stumble over it.
    try (var node = database.connect();
        var statement = node.createStatement()) {
      statement.execute("select pg_advisory_lock(" + LOCK + ")");
      migrateAlone(flyway);
    } catch (SQLException e) {
      throw DatabaseUnusable.because(e, database, Optional.empty())
          .orElseThrow(() -> new DatabaseNotOpened(database, e));
    }
  }

  private void migrateAlone(Flyway flyway) {
    var tables = flyway.info();
    refuseNewer(tables);
    var backup = tables.pending().length == 0 ? Optional.<Path>empty() : backUp();
    try {
      var done = flyway.migrate();
      backup.ifPresent(
          file ->
              LOG.info(
                  "Migrated the tables of the database to version {}; as it was before, it is in {}",
                  done.targetSchemaVersion,
                  file));
    } catch (FlywayException e) {
      throw DatabaseUnusable.notMigrated(database, backup, e);
    }
  }

  private void refuseNewer(MigrationInfoService tables) {
    var all = Arrays.asList(tables.all());
    var known = all.stream().filter(each -> each.getState().isResolved()).toList();
    all.stream()
        .filter(each -> each.getState().isApplied() && !each.getState().isResolved())
        .reduce((one, later) -> later)
        .ifPresent(
            newer -> {
              throw DatabaseUnusable.newer(
                  database,
                  newer.getVersion().toString(),
                  known.get(known.size() - 1).getVersion().toString());
            });
  }

  /** Of an H2 file that was in use; what is new has nothing in it. */
  private Optional<Path> backUp() {
    try {
      return database.file().filter(FirstUse::isOver).map(file -> backups.take().file());
    } catch (BackupFailed e) {
      throw DatabaseUnusable.notBackedUp(database, e);
    }
  }
}
