package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.change.ChangeJournal;
import io.reinstate.change.Kind;
import io.reinstate.database.DatabaseRestores;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.plan.PlannedChanges;
import io.reinstate.rollback.record.Plans;
import io.reinstate.service.Services;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.store.Snapshots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.util.FileSystemUtils;

/**
 * An act that comes to the end «Only planned» after all, by whatever way: the record says what was
 * done to the application, not what the end says.
 */
@ReinstateTest
class SaidPlannedIT {

  private static final Path HOME = OrdersApplication.HOME;
  private static PostgresServer postgresql;

  @LocalServerPort private int port;
  @Autowired private RuntimeService runtime;
  @Autowired private Catalog catalog;
  @Autowired private Snapshots snapshots;
  @Autowired private Services services;
  @Autowired private ChangeJournal changes;
  @Autowired private PlannedChanges planned;
  @Autowired private DatabaseRestores restores;
  @Autowired private Plans plans;

  @BeforeAll
  static void startPostgresql() throws Exception {
    postgresql = PostgresServer.start(OrdersApplication.POSTGRESQL);
    postgresql.program("createdb", "ledger");
    postgresql.program(
        "psql", "-d", "ledger", "-c", "create table entries (id int, created timestamptz)");
    postgresql.program("psql", "-d", "ledger", "-c", "insert into entries values (1)");
  }

  @AfterAll
  static void stopPostgresql() throws Exception {
    if (postgresql != null) {
      postgresql.close();
    }
  }

  @BeforeEach
  void somethingWasWrittenSinceTheSnapshot() throws Exception {
    Rollback.cancelAll(port);
    services.stopAll(orders());
    FileSystemUtils.deleteRecursively(HOME.resolve("data"));
    Files.createDirectories(HOME.resolve("data"));
    Files.writeString(HOME.resolve("data/runtime"), "3.11");
    Files.writeString(HOME.resolve("schema"), "2");
    sqlite("create table orders (id integer primary key, created text)");
    sqlite("insert into orders (id) values (1)");
    sqlite("pragma user_version = 2");
    var good = snapshots.take(orders(), SnapshotLabel.MANUAL);
    snapshots.markStable(good.id(), "olivia", "everything works");
    sqlite("insert into orders (id) values (9)");
    Files.writeString(HOME.resolve("schema"), "3");
  }

  @AfterEach
  void nothingIsLeft() throws SQLException {
    Rollback.cancelAll(port);
    services.stopAll(orders());
    assertThat(ids()).isEqualTo("1,9");
    assertThat(HOME.resolve("schema")).hasContent("3");
    assertThat(changes.begun(orders())).isEmpty();
    assertThat(restores.begun(orders())).isEmpty();
  }

  @Test
  void anActThatChangedNothingIsPlanned() {
    var act = waiting("database-rollback", ",\"database\":\"orders\"");

    endAsPlanned(act);

    assertThat(act.outcome()).isEqualTo("planned");
  }

  @Test
  void exchangedDatabasesAreTold() throws SQLException {
    var act = waiting("database-rollback", ",\"database\":\"orders\"");
    var ofPlan = planned.of(plan(act), orders(), key(act));
    ofPlan.stage();
    ofPlan.exchange(Kind.DATABASE);
    assertThat(ids()).as("what is live").isEqualTo("1");

    endAsPlanned(act);

    toldAndPutBack(act);
  }

  @Test
  void exchangedFilesAreTold() {
    var act = waiting("full-restore", "");
    var ofPlan = planned.of(plan(act), orders(), key(act));
    ofPlan.stage();
    ofPlan.exchange(Kind.FILES);

    endAsPlanned(act);

    toldAndPutBack(act);
  }

  private void toldAndPutBack(Rollback act) {
    assertThat(act.outcome()).isEqualTo("cancelled");
    assertThat(act.detail()).contains("Only planned", "yet it had changed the application");
    await("put back")
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> {
              var undoing = Rollback.last(port, "olivia");
              return !undoing.key.equals(act.key) && undoing.outcome().equals("put-back");
            });
  }

  private Rollback waiting(String runbook, String more) {
    var act =
        Rollback.start(
            port,
            "olivia",
            runbook,
            "{\"application\":\"orders\",\"reason\":\"orders are lost\"" + more + "}");
    act.task("Approve rollback");
    return act;
  }

  /** As nobody can over any API; past every check, in the engine itself. */
  private void endAsPlanned(Rollback act) {
    runtime
        .createProcessInstanceModification(act.instance)
        .cancelAllForActivity("Task_CarryOutRollback")
        .startBeforeActivity("End_Planned")
        .execute();
  }

  private Plan plan(Rollback act) {
    return plans.of(act.instance).get(0);
  }

  private static String key(Rollback act) {
    return act.key + ".1";
  }

  private Application orders() {
    return catalog.application(new ApplicationId("orders"));
  }

  private static String ids() throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + OrdersApplication.ORDERS);
        var statement = connection.createStatement();
        var found = statement.executeQuery("select group_concat(id) from orders")) {
      return found.next() ? found.getString(1) : "";
    }
  }

  private static void sqlite(String statement) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + OrdersApplication.ORDERS);
        var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
