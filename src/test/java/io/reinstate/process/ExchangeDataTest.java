package io.reinstate.process;

import static io.reinstate.process.RollbackError.DATA_EXCHANGE_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Exchanging data, as a full restore's cut-over calls it. */
@PathsOf("exchange-data")
class ExchangeDataTest extends RunbookTest {

  private void called() {
    start("full-restore", Map.of("application", "shop", "reason", "The tables are empty."));
    complete("Task_ApproveRollback", APPROVED);
  }

  @Test
  void databasesAreExchanged() {
    steps.when("stageTarget").sets(Variables.EXCHANGES_DATA, true);

    called();

    assertThat(passed("exchange-data")).endsWith("Task_ExchangeDatabases", "End_Exchanged");
  }

  @Test
  void aSchemaIsTakenBackInstead() {
    steps.when("stageTarget").sets(Variables.EXCHANGES_DATA, true, Variables.MIGRATES, true);

    called();

    assertThat(passed("exchange-data")).endsWith("Task_MigrateSchemaDown", "End_Migrated");
    assertThat(steps.taken()).doesNotContain("exchangeDatabases");
  }

  @Test
  void aFailedExchangeIsPutBackBeforeTheCallerKnows() {
    steps.when("stageTarget").sets(Variables.EXCHANGES_DATA, true);
    steps.when("exchangeDatabases").fails(DATA_EXCHANGE_FAILED);

    called();

    assertThat(passed("exchange-data")).endsWith("Task_PutPreviousDataBack", "End_PutBack");
  }

  @Test
  void aFailedMigrationIsPutBackBeforeTheCallerKnows() {
    steps.when("stageTarget").sets(Variables.EXCHANGES_DATA, true, Variables.MIGRATES, true);
    steps.when("migrateSchemaDown").fails(DATA_EXCHANGE_FAILED);

    called();

    assertThat(passed("exchange-data")).endsWith("Task_PutPreviousDataBack", "End_PutBack");
  }

  @Test
  void itGetsThePlanAndNothingElse() {
    steps.when("stageTarget").sets(Variables.EXCHANGES_DATA, true);

    called();

    assertThat(variables("exchange-data")).containsOnly("application", "plan", "migrates");
  }
}
