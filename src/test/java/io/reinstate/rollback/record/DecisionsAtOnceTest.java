package io.reinstate.rollback.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reinstate.rollback.RequestRefused;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionTemplate;

/** Two people press at once, each in a transaction of their own. */
class DecisionsAtOnceTest extends EachDatabase {

  private static final String PLAN = "shop-0001.3";

  @ParameterizedTest
  @MethodSource("databases")
  void secondWaitsForTheFirstAndIsRefused(DataSource database) throws Exception {
    var decisions = decisions(database);
    var transaction = new TransactionTemplate(new DataSourceTransactionManager(database));

    var second =
        transaction.execute(
            first -> {
              decide(decisions, "samir", "approve");
              var other =
                  CompletableFuture.supplyAsync(
                      () -> transaction.execute(own -> decide(decisions, "petra", "refuse")));
              await()
                  .atMost(Duration.ofMinutes(1))
                  .until(() -> someoneWaits(database) || other.isDone());
              return other;
            });

    assertThat(failure(second))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("Plan " + PLAN + " was decided already");
    assertThat(decisions.permit(PLAN)).isTrue();
    assertThat(votes(database)).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void secondDecidesWhereTheFirstDidNotGetThrough(DataSource database) throws Exception {
    var decisions = decisions(database);
    var transaction = new TransactionTemplate(new DataSourceTransactionManager(database));

    var second =
        transaction.execute(
            first -> {
              decide(decisions, "samir", "approve");
              var other =
                  CompletableFuture.supplyAsync(
                      () -> transaction.execute(own -> decide(decisions, "petra", "refuse")));
              await()
                  .atMost(Duration.ofMinutes(1))
                  .until(() -> someoneWaits(database) || other.isDone());
              first.setRollbackOnly();
              return other;
            });

    assertThat(second.get(1, TimeUnit.MINUTES).by()).isEqualTo("petra");
    assertThat(decisions.permit(PLAN)).isFalse();
    assertThat(votes(database)).isEqualTo(1);
  }

  private static Throwable failure(CompletableFuture<Decision> decision) throws Exception {
    try {
      return new AssertionError("decided: " + decision.get(1, TimeUnit.MINUTES));
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  private static Decision decide(Decisions decisions, String person, String answer) {
    return decisions.decide("i-1", PLAN, answer, Optional.of(person), "So.");
  }

  private static Decisions decisions(DataSource database) {
    Tables.in(database).migrate();
    var rows =
        new ResourceDatabasePopulator(
            new ClassPathResource("undecided-plan.sql", DecisionsAtOnceTest.class));
    rows.execute(database);
    var record = new RecordDatabase(database);
    var rollbacks = record.rollbacks(Clock.systemUTC(), RecordDatabase.catalog("shop"));
    return record.decisions(Clock.systemUTC(), record.plans(rollbacks), rollbacks);
  }

  private static int votes(DataSource database) {
    return count(database, "select count(*) from REINSTATE_VOTE");
  }

  private static boolean someoneWaits(DataSource database) throws Exception {
    try (var connection = database.getConnection()) {
      var h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
      return count(
              database,
              h2
                  ? "select count(*) from INFORMATION_SCHEMA.SESSIONS where BLOCKER_ID is not null"
                  : "select count(*) from pg_locks where not granted")
          > 0;
    }
  }

  private static int count(DataSource database, String sql) {
    return JdbcClient.create(database).sql(sql).query(Integer.class).single();
  }
}
