package io.reinstate.process.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.DatabaseServer;
import io.reinstate.catalog.application.DatabaseSpec;
import io.reinstate.git.Revisions;
import io.reinstate.host.LocalHost;
import io.reinstate.process.StepOfARollback;
import io.reinstate.process.Variables;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.PlannedAct.MigrateSchemaDown;
import io.reinstate.rollback.PlannedAct.RestoreDatabase;
import io.reinstate.rollback.Subject;
import io.reinstate.runbook.KnownRunbooks;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.store.Snapshots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TakeSafetySnapshotTest {

  private static final DatabaseId ORDERS = new DatabaseId("orders");

  @TempDir Path directory;

  private Path page;
  private Snapshots snapshots;
  private StepOfARollback step;

  @BeforeEach
  void open() throws Exception {
    page = Files.createDirectory(directory.resolve("shop")).resolve("page");
    snapshots =
        new Snapshots(
            new SnapshotSettings(directory.resolve("snapshots")),
            new LocalHost(),
            new Revisions(),
            Clock.systemUTC());
    step =
        new StepOfARollback(
            ApplicationBuilder.shop(page.getParent())
                .files("page")
                .databases(Map.of(ORDERS, orders(page.resolveSibling("orders.db"))))
                .build());
    Files.writeString(page, "at the first approval");
  }

  @AfterEach
  void close() {
    step.close();
  }

  @Test
  void secondRunReturnsTheSnapshotOfTheFirst() throws Exception {
    plan();
    var first = take();
    Files.writeString(page, "later");

    assertThat(take()).isEqualTo(first).isEqualTo("at the first approval");
    assertThat(snapshots.list(step.acts().application(step).id())).hasSize(1);
  }

  @Test
  void planThatIsMadeAgainIsPrecededByASnapshotOfItsOwn() throws Exception {
    plan();
    take();
    Files.writeString(page, "at the second approval");
    plan();

    assertThat(take()).isEqualTo("at the second approval");
  }

  static List<PlannedAct> actsOnDatabases() {
    return List.of(
        new RestoreDatabase(ORDERS, "Orders", Instant.EPOCH, 1, Map.of(), Optional.empty()),
        new MigrateSchemaDown(ORDERS, "2", "1"));
  }

  @ParameterizedTest
  @MethodSource("actsOnDatabases")
  void aPlanThatDoesSomethingToDatabasesIsPrecededByTheirDumps(PlannedAct act) throws Exception {
    plan(act);
    take();

    assertThat(statement(dump(), "select count(*) from orders")).isEqualTo(1);
  }

  @Test
  void aPlanThatLeavesTheDatabasesIsPrecededByTheFilesAlone() {
    plan();
    take();

    assertThat(snapshots.find(Variables.SAFETY_SNAPSHOT.get(step)).databases()).isEmpty();
  }

  private void plan(PlannedAct... acts) {
    step.plan(KnownRunbooks.FULL_RESTORE, Subject.of(Optional.empty()), List.of(), List.of(acts));
  }

  /** A database with an order in it. */
  private static DatabaseSpec orders(Path file) throws Exception {
    statement(file, "create table orders as select 1 as id");
    return new DatabaseSpec(
        "Orders",
        new DatabaseServer.Sqlite(file),
        List.of(),
        List.of(),
        Map.of(),
        Optional.empty());
  }

  /** What the statement answers, if it answers. */
  private static int statement(Path database, String sql) throws Exception {
    try (var open = DriverManager.getConnection("jdbc:sqlite:" + database);
        var statement = open.createStatement()) {
      return statement.execute(sql) ? statement.getResultSet().getInt(1) : 0;
    }
  }

  private Path dump() {
    return snapshots.dump(Variables.SAFETY_SNAPSHOT.get(step), ORDERS);
  }

  /** What the page was, as the safety snapshot has it. */
  private String take() {
    new TakeSafetySnapshot(step.acts(), snapshots).execute(step);
    return snapshots.text(Variables.SAFETY_SNAPSHOT.get(step), "page").orElseThrow();
  }
}
