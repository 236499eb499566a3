package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same with PostgreSQL, whose own programs make the copy and restore it. */
@Tag("long")
class OwnPostgresIT {

  @TempDir private Path directory;

  @Test
  void rollbackThatWaitedWhenItWasDumpedGoesOnAfterItIsRestored() throws Exception {
    try (var postgres = PostgresServer.start()) {
      var reinstate =
          new ChildReinstate(
              directory,
              "-Dspring.datasource.url=" + postgres.url(),
              "-Dspring.datasource.username=reinstate",
              "-Dspring.datasource.password=" + PostgresServer.PASSWORD);
      try {
        losesAndRestores(reinstate.start(), postgres);
      } finally {
        reinstate.kill();
        reinstate.run("stop", "shop");
      }
    }
  }

  private void losesAndRestores(ChildReinstate reinstate, PostgresServer postgres)
      throws Exception {
    var payment = OwnDatabaseIT.Shop.damage(reinstate);
    var rollback = OwnDatabaseIT.Shop.moduleRollback(reinstate);
    rollback.task("Approve rollback");
    var answer = new Caller(reinstate.port, "admin").post("/api/backup", "");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text("/detail")).contains("pg_dump --format=custom");
    var dump = postgres.file("reinstate.dump").toString();
    postgres.program("pg_dump", "--format=custom", "--file=" + dump, "--dbname=reinstate");
    reinstate.kill();

    postgres.down();
    assertThat(reinstate.failToStart())
        .contains("PostgreSQL does not answer", "--help")
        .doesNotContain("\tat ");
    assertThat(reinstate.run("status", "shop").output()).contains("RUNNING");

    postgres.up();
    postgres.program("dropdb", "--force", "reinstate");
    assertThat(reinstate.failToStart())
        .contains("PostgreSQL has no such database")
        .doesNotContain("\tat ");
    assertThat(reinstate.run("restore-database", dump).output())
        .contains("pg_restore --single-transaction");

    postgres.program("createdb", "reinstate");
    postgres.program("pg_restore", "--single-transaction", "--dbname=reinstate", dump);
    reinstate.start();
    OwnDatabaseIT.Shop.approve(reinstate, rollback);
    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored");
    assertThat(payment).content().doesNotContain("damaged by the test");
    assertThat(reinstate.stop()).isEmpty();
  }
}
