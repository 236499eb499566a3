package io.reinstate.rollback.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reinstate.catalog.application.ApplicationId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Databases that earlier versions made are taken over with all that is in them. */
class MigrationTest extends EachDatabase {

  private static final List<String> KEPT_AS_THEY_ARE =
      List.of(
          "REINSTATE_CLAIM",
          "REINSTATE_TURN",
          "REINSTATE_ROLLBACK",
          "REINSTATE_DESCRIPTION",
          "REINSTATE_PLAN",
          "REINSTATE_MEMBERSHIP",
          "REINSTATE_KNOWN_ADDRESS",
          "REINSTATE_ATTESTATION",
          "REINSTATE_FAILURE");

  @ParameterizedTest
  @MethodSource("databases")
  void databaseFromBeforeMigrationsKeepsEveryRow(DataSource database) {
    run(database, "tables-before-migrations.sql", "rows-before-migrations.sql");
    var before = rows(database);

    Tables.in(database).migrate();

    assertThat(before.values()).noneMatch(Set::isEmpty);
    assertThat(rows(database)).isEqualTo(before);
    var record = new RecordDatabase(database);
    var rollbacks = record.rollbacks(Clock.systemUTC(), RecordDatabase.catalog("shop"));
    assertThat(rollbacks.find("shop-0001").decision())
        .contains(
            new Decision(
                "shop-0001.2",
                Decision.Answer.APPROVE,
                "samir",
                Instant.parse("2026-03-01T10:04:00Z"),
                "It is right."));
    assertThat(rollbacks.find("shop-0001").decisions())
        .extracting(Decision::plan, Decision::by, each -> each.answer().text(), Decision::reason)
        .containsExactly(
            tuple("shop-0001.1", "petra", "refuse", "Not yet."),
            tuple("shop-0001.2", "samir", "approve", "It is right."));
    assertThat(record.plans(rollbacks).of("i-1")).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void databaseOfTheFirstVersionGetsWhatItLacks(DataSource database) {
    run(database, "tables-of-the-first-version.sql");
    JdbcClient.create(database)
        .sql(
            "insert into REINSTATE_ROLLBACK (INSTANCE, ROLLBACK_KEY, APPLICATION, NUMBER_, RUNBOOK, MODULE, REQUESTER,"
                + " STARTED) values ('i-1', 'shop-0001', 'shop', 1, 'module-rollback', 'payment', 'olivia',"
                + " '2026-03-01 10:00:00+00')")
        .update();

    Tables.in(database).migrate();

    var record = new RecordDatabase(database);
    var rollbacks = record.rollbacks(Clock.systemUTC(), RecordDatabase.catalog("shop"));
    assertThat(rollbacks.find("shop-0001").requester()).isEqualTo("olivia");
    assertThat(
            rollbacks
                .open(
                    new Act(
                        "i-2",
                        "module-rollback",
                        new ApplicationId("shop"),
                        "olivia",
                        Optional.of("module payment"),
                        Optional.empty(),
                        Optional.empty()))
                .key())
        .isEqualTo("shop-0002");
    rollbacks.noteUndoing("i-2", "i-1");
    rollbacks.acted("i-2");
    assertThat(rollbacks.isUndone("i-1")).isTrue();
    assertThat(rollbacks.of("i-2").acted()).isPresent();
  }

  @ParameterizedTest
  @MethodSource("twoDatabases")
  void oldDatabaseHasTheTablesOfANewOneAfterwards(DataSource old, DataSource fresh) {
    run(old, "tables-before-migrations.sql", "rows-before-migrations.sql");

    Tables.in(old).migrate();
    Tables.in(fresh).migrate();

    assertThat(columns(old)).isEqualTo(columns(fresh)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void secondStartMigratesNothing(DataSource database) {
    assertThat(Tables.in(database).migrate().migrationsExecuted).isPositive();

    assertThat(Tables.in(database).migrate().migrationsExecuted).isZero();
  }

  private static void run(DataSource database, String... scripts) {
    var populator = new ResourceDatabasePopulator();
    for (var script : scripts) {
      populator.addScript(new ClassPathResource(script, MigrationTest.class));
    }
    populator.execute(database);
  }

  private static Map<String, Set<Map<String, Object>>> rows(DataSource database) {
    var jdbc = JdbcClient.create(database);
    return KEPT_AS_THEY_ARE.stream()
        .collect(
            Collectors.toMap(
                table -> table,
                table ->
                    jdbc.sql("select * from " + table).query().listOfRows().stream()
                        .map(row -> (Map<String, Object>) new TreeMap<>(row))
                        .collect(Collectors.toSet())));
  }

  /** Every column with its type and size, and whether it may be empty. */
  private static List<String> columns(DataSource database) {
    return JdbcClient.create(database)
        .sql(
            "select lower(TABLE_NAME) || '.' || lower(COLUMN_NAME) || ' ' || DATA_TYPE || ' '"
                + " || coalesce(CHARACTER_MAXIMUM_LENGTH, 0) || ' ' || IS_NULLABLE"
                + " from INFORMATION_SCHEMA.COLUMNS where lower(TABLE_NAME) like 'reinstate_%' order by 1")
        .query(String.class)
        .list();
  }
}
