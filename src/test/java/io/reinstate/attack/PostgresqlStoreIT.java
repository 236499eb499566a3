package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reinstate.database.TestPostgresql;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What protects Reinstate does so with PostgreSQL as its own database, too. */
@Tag("long")
class PostgresqlStoreIT {

  @Test
  void holdsBackWhoGuessesJumpsOrMakesAnApprover() throws IOException {
    var postgresql = TestPostgresql.ofThisJvm();
    postgresql.execute("shop", "postgres", "create database reinstate");
    var store = postgresql.server("reinstate");
    try (var reinstate =
        new AttackedReinstate(
                RunsAs.SERVICE_USER,
                RunsAs.SERVICE_USER.prefix(),
                "spring.datasource.url=jdbc:postgresql://127.0.0.1:%d/reinstate"
                    .formatted(store.port()),
                "spring.datasource.username=shop",
                "spring.datasource.password=" + store.password().orElseThrow().resolve())
            .start()) {
      AdministratorRunbookIT.makesAnApprover(reinstate);
      GuessingIT.keepsNobodyOut(reinstate);
      assertThat(
              new Sender(reinstate, "olivia")
                  .json(
                      "POST",
                      "/engine-rest/process-definition/key/module-rollback/start",
                      "{\"variables\":{\"reason\":{\"type\":\"Object\",\"value\":\"x\"}}}")
                  .statusCode())
          .isEqualTo(403);
      await("it is kept from where somebody has logged in")
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  "2"
                      .equals(
                          postgresql.value(
                              "reinstate",
                              "select count(*) from reinstate_known_address"
                                  + " where person = 'stella' and address in ('127.0.0.1', '127.0.0.3')")));
      assertThat(
              postgresql.value(
                  "reinstate", "select count(*) from act_id_user where pwd_ not like '{bcrypt}%'"))
          .isEqualTo("0");
    }
  }
}
