package io.reinstate.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.reinstate.database.TestPostgresql;
import io.reinstate.rollback.record.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** An H2 file is migrated at the start, or refused with the way out. */
class OwnTablesTest {

  @TempDir private Path directory;

  @Test
  void emptyDatabaseGetsItsTablesAndNeedsNoBackup() {
    migrate();

    assertThat(count("REINSTATE_ROLLBACK")).isZero();
    assertThat(directory.resolve("backups")).doesNotExist();
  }

  @Test
  void databaseInUseIsBackedUpAsItWasBeforeItsMigration() throws IOException {
    beforeMigrations();

    migrate();

    assertThat(count("REINSTATE_ROLLBACK")).isZero();
    var backup = directory.resolve("backups/reinstate-20260301T100000.000Z.zip");
    restore(backup);
    assertThat(catchThrowable(() -> count("\"reinstate_migration\"")))
        .hasMessageContaining("reinstate_migration");
    migrate();
    assertThat(count("\"reinstate_migration\"")).isPositive();
  }

  @Test
  void whatIsMigratedAlreadyIsNotBackedUp() {
    migrate();
    new FirstUse(settings()).end();

    migrate();

    assertThat(directory.resolve("backups")).doesNotExist();
  }

  @Test
  void databaseOfANewerReinstateIsRefusedUntouched() {
    migrate();
    new FirstUse(settings()).end();
    sql(
        "insert into \"reinstate_migration\" select 998, '998', 'From the future', 'SQL', 'V998__Future.sql', 1, 'x',"
            + " current_timestamp, 1, true");

    var failure = catchThrowable(this::migrate);

    var analysis = new DatabaseFailureAnalyzer().analyze(new IllegalStateException(failure));
    assertThat(analysis.getDescription())
        .contains("belongs to a newer Reinstate", "version 998", directory.toString());
    assertThat(analysis.getAction()).contains("Start the newer Reinstate", "--help");
    assertThat(directory.resolve("backups")).doesNotExist();
  }

  @Test
  void migrationThatFailsNamesTheBackupOfBefore() throws IOException {
    beforeMigrations();
    sql("drop table REINSTATE_ROLLBACK cascade");
    sql("create view REINSTATE_ROLLBACK as select 1 as A");

    var failure = catchThrowable(this::migrate);

    var backup = directory.resolve("backups/reinstate-20260301T100000.000Z.zip");
    assertThat(failure)
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContainingAll("could not be migrated", "restore-database " + backup);
    assertThat(backup).exists();
  }

  @Test
  void withoutABackupNothingIsMigrated() throws IOException {
    beforeMigrations();
    Files.writeString(directory.resolve("backups"), "no directory");

    assertThat(catchThrowable(this::migrate))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContainingAll("could not be backed up first", "Nothing was changed");
    assertThat(catchThrowable(() -> count("\"reinstate_migration\"")))
        .hasMessageContaining("reinstate_migration");
  }

  /** Flyway's own lock lets one of two nodes that find no history at once fail. */
  @Test
  void nodeOnPostgresqlWaitsForAnotherThatMigrates() throws Exception {
    var postgresql = TestPostgresql.ofThisJvm();
    var database = postgresql.create("reinstate");
    makeOldTables(database);
    var settings =
        new DatabaseSettings(database.getUrl(), database.getUsername(), database.getPassword());
    var node = new Thread(() -> new OwnTables(settings, backups()).migrate(Tables.in(database)));

    try (var other = settings.connect();
        var statement = other.createStatement()) {
      statement.execute("select pg_advisory_lock(" + OwnTables.LOCK + ")");
      node.start();
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> postgresql.value("reinstate", "select 1 from pg_locks where not granted"),
              "1"::equals);
      assertThat(Tables.in(database).info().current()).isNull();
    }
    node.join(60_000);

    assertThat(Tables.in(database).info().pending()).isEmpty();
  }

  private static void makeOldTables(DataSource database) {
    new ResourceDatabasePopulator(
            new ClassPathResource("tables-before-migrations.sql", Tables.class))
        .execute(database);
  }

  private void beforeMigrations() {
    makeOldTables(source());
    new FirstUse(settings()).end();
  }

  private void migrate() {
    new OwnTables(settings(), backups()).migrate(Tables.in(source()));
  }

  private Backups backups() {
    return new Backups(
        settings(),
        new BackupSettings(directory.resolve("backups"), 7),
        Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC));
  }

  private void restore(Path backup) {
    new Restoration(settings(), Clock.systemUTC()).restore(backup);
  }

  private DatabaseSettings settings() {
    return new DatabaseSettings("jdbc:h2:file:" + directory.resolve("reinstate"), "reinstate", "");
  }

  private DataSource source() {
    return new DriverManagerDataSource(settings().url(), "reinstate", "");
  }

  private void sql(String sql) {
    JdbcClient.create(source()).sql(sql).update();
  }

  private int count(String table) {
    return JdbcClient.create(source())
        .sql("select count(*) from " + table)
        .query(Integer.class)
        .single();
  }
}
