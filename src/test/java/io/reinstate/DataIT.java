package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.OwnEntry;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.change.ChangeJournal;
import io.reinstate.database.DatabaseRestores;
import io.reinstate.database.Databases;
import io.reinstate.service.Services;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.traffic.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.ManagementService;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.util.FileSystemUtils;

/**
 * Rollbacks of databases: a real PostgreSQL, a real SQLite file with a service on it, a real git
 * repository.
 */
@Tag("long")
@ReinstateTest
class DataIT {

  private static final Path HOME = OrdersApplication.HOME;
  private static final Path LETTER = HOME.resolve("data/letters/ada");
  private static final DatabaseId ORDERS = new DatabaseId("orders");
  private static final String DROPPING =
      "pg_stat_activity where wait_event_type = 'Lock' and query like 'drop database%'";
  private static PostgresServer postgresql;

  @LocalServerPort private int port;
  @Autowired private ManagementService engine;
  @Autowired private Catalog catalog;
  @Autowired private Snapshots snapshots;
  @Autowired private Services services;
  @Autowired private Databases databases;
  @Autowired private DatabaseRestores restores;
  @Autowired private ChangeJournal changes;

  @BeforeAll
  static void startPostgresql() throws Exception {
    Programs.find("python3");
    postgresql = PostgresServer.start(OrdersApplication.POSTGRESQL);
    postgresql.program("createdb", "ledger");
  }

  @AfterAll
  static void stopPostgresql() throws Exception {
    if (postgresql != null) {
      postgresql.close();
    }
  }

  /** Version 2 was good; version 3 added a column, and lost the orders. */
  @BeforeEach
  void deployVersionThree() throws Exception {
    Rollback.cancelAll(port);
    services.stopAll(orders());
    FileSystemUtils.deleteRecursively(HOME.resolve("data"));
    FileSystemUtils.deleteRecursively(HOME.resolve(".git"));
    Files.deleteIfExists(OrdersApplication.SICK);
    Files.createDirectories(LETTER.getParent());
    Files.writeString(LETTER, "Dear Ada");
    Files.writeString(HOME.resolve("data/runtime"), "3.11");
    try (var git = Git.init().setDirectory(HOME.toFile()).call()) {
      commit(git, "2", "v2-stable");
      sqlite(
          "create table orders (id integer primary key, created text default current_timestamp)",
          "insert into orders (id) values (1), (2), (3)",
          "pragma user_version = 2");
      ledger(
          "drop table if exists entries",
          "create table entries (id int, created timestamptz default now())",
          "insert into entries values (1), (2)");
      services.startAll(orders());
      var good = snapshots.take(orders(), SnapshotLabel.MANUAL);
      snapshots.markStable(good.id(), "olivia", "everything works");
      services.stopAll(orders());
      commit(git, "3", "v3");
      sqlite("alter table orders add column paid integer default 1", "pragma user_version = 3");
    }
    sqlite(
        "delete from orders where id > 1",
        "insert into orders (id, created) values (9, datetime('now', '+1 hour'))");
    ledger("delete from entries", "insert into entries values (7)");
    Files.writeString(LETTER, "Dear Ada, again");
    services.startAll(orders());
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    Rollback.cancelAll(port);
    assertThat(restores.begun(orders())).isEmpty();
    assertThat(orders().workDirectory().resolve("migrations"))
        .satisfiesAnyOf(
            path -> assertThat(path).doesNotExist(), path -> assertThat(path).isEmptyDirectory());
    services.stopAll(orders());
  }

  @Test
  void fullRestoreBringsFilesAndDatabasesBack() throws IOException {
    Files.writeString(HOME.resolve("data/runtime"), "3.13");
    var rollback = start("full-restore", "");
    assertThat(rollback.variable("planSummary"))
        .contains("Database **Orders**", "Database **Ledger**", "**lost**: 1 orders")
        .contains("The machine is not as it was", "runtime was 3.11 and is 3.13.");

    approve(rollback, "stella", "approve");

    assertThat(rollback.untilEnded().outcome()).as(rollback.detail()).isEqualTo("restored");
    assertRestored();
  }

  private void assertRestored() {
    assertThat(HOME.resolve("schema")).hasContent("2");
    assertThat(sqliteValue("select group_concat(id) from orders")).isEqualTo("1,2,3");
    assertThat(databases.schemaVersion(orders(), ORDERS)).hasValue("2");
    assertThat(entries()).isEqualTo("1,2");
    assertThat(LETTER).hasContent("Dear Ada");
  }

  @Test
  void whoeverApprovesMayKeepTheData() throws SQLException {
    sqlite("pragma user_version = 2");

    var rollback = start("full-restore", "");
    approve(rollback, "stella", "keep-data");

    assertThat(rollback.untilEnded().outcome()).as(rollback.detail()).isEqualTo("restored");
    assertThat(HOME.resolve("schema")).hasContent("2");
    assertThat(sqliteValue("select group_concat(id) from orders")).isEqualTo("1,9");
    assertThat(entries()).isEqualTo("7");
    assertThat(LETTER).hasContent("Dear Ada, again");
  }

  @Test
  void fullRestoreThatDoesNotHelpPutsFilesAndDataBack() throws IOException {
    var rollback = start("full-restore", "");
    Files.writeString(OrdersApplication.SICK, "");

    approve(rollback, "stella", "approve");

    rollback.task("Take over");
    assertThat(HOME.resolve("schema")).hasContent("3");
    assertThat(sqliteValue("select group_concat(id) from orders")).isEqualTo("1,9");
    assertThat(entries()).isEqualTo("7");
    assertThat(LETTER).hasContent("Dear Ada, again");
    assertThat(rollback.steps())
        .contains("Exchange databases", "Put previous data back", "Put previous files back");
  }

  @Test
  void fullRestoreThatIsCancelledWhileItPutsBackIsPutBackWholly() throws Exception {
    Files.writeString(OrdersApplication.SICK, "");
    var rollback = start("full-restore", "");
    approve(rollback, "stella", "approve");
    untilSchemaIs("2");
    try (var somebody = DriverManager.getConnection("jdbc:sqlite:" + OrdersApplication.ORDERS);
        var statement = somebody.createStatement()) {
      statement.execute("begin exclusive");
      untilSchemaIs("3");
      new Caller(port, "admin").delete("/engine-rest/process-instance/" + rollback.instance);
    }

    await("service runs again")
        .atMost(Duration.ofSeconds(90))
        .until(
            () ->
                changes.begun(orders()).isEmpty()
                    && services.status(orders(), new ServiceId("orders")).pid().isPresent());
    assertThat(rollback.outcome()).isEqualTo("cancelled");
    assertThat(HOME.resolve("schema")).hasContent("3");
    assertThat(sqliteValue("select group_concat(id) from orders")).isEqualTo("1,9");
    assertThat(entries()).isEqualTo("7");
    assertThat(LETTER).hasContent("Dear Ada, again");
  }

  @Test
  void databaseServerThatIsAwayWhileStagingIsAskedAgainAndNothingLiveIsTouchedMeanwhile()
      throws Exception {
    var rollback = start("full-restore", "");
    try (var staging = HeldStep.of(engine, "cut-over", "Task_StageTarget")) {
      approve(rollback, "stella", "approve");
      staging.awaitReached();
      var before = livePicture();
      postgresql.down();
      try {
        staging.letGo();
        staging.awaitFailed("The database cannot be reached");
        staging.hold();

        assertThat(staging.retries()).as("tries left").isPositive();
        assertThat(livePicture()).isEqualTo(before);
      } finally {
        postgresql.up();
      }
      assertThat(entries()).isEqualTo("7");
    }

    assertThat(rollback.untilEnded().outcome()).as(rollback.detail()).isEqualTo("restored");
    assertThat(rollback.steps()).doesNotContain("Emergency rollback", "Snapshot unusable");
    assertRestored();
  }

  @Test
  void fullRestoreThatIsCancelledWhileItIsConfirmedIsConfirmedToTheEnd() throws Exception {
    var rollback = start("full-restore", "");
    try (var confirmation = HeldStep.of(engine, "carry-out-rollback", "Task_ConfirmRollback");
        var somebody = postgresql.connect();
        var statement = somebody.createStatement()) {
      approve(rollback, "stella", "approve");
      confirmation.awaitReached();
      somebody.setAutoCommit(false);
      // Nobody can drop a database now.
      statement.execute("lock table pg_catalog.pg_database in share mode");
      confirmation.letGo();
      awaitDropping();
      assertThat(changes.confirmed(orders())).contains(rollback.key + ".1");
      assertThat(changes.begun(orders())).contains(rollback.key + ".1");
      new Caller(port, "admin").delete("/engine-rest/process-instance/" + rollback.instance);
      assertThat(rollback.untilEnded().outcome()).isEqualTo("cancelled");

      cutOffDropping();
      assertThat(restores.begun(orders())).isNotEmpty();
      somebody.rollback();
    }

    var undoing = lastRollback();
    await("the cancelled rollback is confirmed to the end")
        .atMost(Duration.ofMinutes(2))
        .until(() -> !undoing.history().text("/record/outcome").equals("null"));
    assertThat(undoing.detail()).contains("had confirmed what it did when it was cancelled");
    assertThat(undoing.steps()).contains("Nothing to put back").doesNotContain("Stop services");
    assertThat(changes.begun(orders())).isEmpty();
    assertThat(restores.begun(orders())).isEmpty();
    assertRestored();
  }

  private static void untilSchemaIs(String version) {
    await("schema file says " + version)
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.readString(HOME.resolve("schema")).equals(version));
  }

  @Test
  void databaseRollbackBringsOneDatabaseBackAndLeavesTheOthersAlone() {
    var rollback = start("database-rollback", ",\"database\":\"ledger\"");

    approve(rollback, "petra", "approve");

    assertThat(rollback.untilEnded().outcome()).as(rollback.detail()).isEqualTo("restored");
    assertThat(entries()).isEqualTo("1,2");
    assertThat(sqliteValue("select group_concat(id) from orders")).isEqualTo("1,9");
    assertThat(HOME.resolve("schema")).hasContent("3");
    assertThat(rollback.history().text("/record/subject")).isEqualTo("database ledger");
  }

  @Test
  void actsOnADatabaseOfTwoApplicationsNameTheOtherCountItsRowsAndKeepOtherActsFromIt()
      throws Exception {
    ledger(
        "drop table if exists volumes",
        "create table volumes (id int, bought timestamptz)",
        "insert into volumes values (1, now() + interval '1 hour'), (2, now() - interval '1 day')");
    try (var library = new Library()) {
      var one = start("database-rollback", ",\"database\":\"ledger\"");
      assertToldAndClaimed(library, one);
      approve(one, "petra", "approve");
      assertThat(one.untilEnded().outcome()).as(one.detail()).isEqualTo("restored");
      assertThat(query("select count(*) from pg_tables where tablename = 'volumes'"))
          .as("what it takes from the other is what it said")
          .isEqualTo("0");

      ledger("create table volumes (id int, bought timestamptz)");
      ledger("insert into volumes values (3, now() + interval '1 hour')");
      var everything = start("full-restore", "");
      assertToldAndClaimed(library, everything);
      approve(everything, "stella", "refuse");
      assertThat(everything.untilEnded().outcome()).isEqualTo("refused");

      var own = start("code-rollback", "");
      own.task("Approve rollback");
      assertThat(own.variable("planSummary")).doesNotContain("library");
      assertThat(library.snapshot().status()).isEqualTo(201);
    }
  }

  private static void assertToldAndClaimed(Library library, Rollback rollback) {
    rollback.task("Approve rollback");
    assertThat(rollback.variable("planSummary"))
        .contains("Database ledger is one of The library (library) too")
        .contains("1 volumes of library");
    var refused = library.snapshot();
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("/detail"))
        .startsWith("Something else is being done to library, which shares a database with orders")
        .contains(rollback.key);
  }

  /** Another application that has the ledger's database, known by its port and name alone. */
  private final class Library implements AutoCloseable {

    private final Path file = HOME.resolveSibling("catalog/library.yaml");
    private final Caller caller = new Caller(port, "olivia");

    Library() throws IOException {
      Files.createDirectories(HOME.resolveSibling("library"));
      Files.writeString(
          file,
          OwnEntry.of(
              """
              application: library
              title: The library
              home: ../library
              files: { include: ["books/**"] }
              databases:
                books:
                  title: Books
                  postgresql:
                    { host: localhost, port: %d, database: ledger, user: reinstate,
                      password: "file:%s", superuser: true }
                  written: { volumes: select count(*) from volumes where bought > :since }
              """
                  .formatted(OrdersApplication.POSTGRESQL, HOME.resolveSibling("password"))));
      reload();
    }

    /** Starts something harmless. */
    Caller.Answer snapshot() {
      return caller.post(
          "/api/runbooks/take-snapshot/start",
          "{\"application\":\"library\",\"label\":\"now\",\"reason\":\"to have one\"}");
    }

    private void reload() {
      assertThat(caller.post("/api/catalog/reload", "{}").status()).isEqualTo(200);
    }

    @Override
    public void close() throws IOException {
      Rollback.cancelAll(port);
      Files.delete(file);
      reload();
    }
  }

  @Test
  void databaseThatTheCodeCannotWorkWithIsPutBackAndAPersonCalled() {
    var rollback = start("database-rollback", ",\"database\":\"orders\"");

    approve(rollback, "petra", "approve");

    rollback.task("Take over");
    assertThat(rollback.steps()).contains("Put previous data back");
    assertThat(sqliteValue("select group_concat(id) from orders")).isEqualTo("1,9");
    assertThat(databases.schemaVersion(orders(), ORDERS)).hasValue("3");
  }

  @Test
  void fullRollbackTakesTheSchemaBackWithTheCodeAndKeepsTheRows() throws Exception {
    var rollback = start("full-rollback", "");
    assertThat(rollback.task("Approve rollback")).isNotBlank();
    assertThat(rollback.variable("planSummary")).contains("from version 3 down to version 2");

    approve(rollback, "petra", "approve");

    assertThat(rollback.untilEnded().outcome()).as(rollback.detail()).isEqualTo("restored");
    assertThat(HOME.resolve("schema")).hasContent("2");
    assertThat(databases.schemaVersion(orders(), ORDERS)).hasValue("2");
    assertThat(sqliteValue("select group_concat(name) from pragma_table_info('orders')"))
        .isEqualTo("id,created");
    assertThat(sqliteValue("select group_concat(id) from orders")).isEqualTo("1,9");
    assertThat(entries()).isEqualTo("7");
  }

  @Test
  void fullRollbackThatDoesNotHelpBringsTheDroppedColumnBack() throws Exception {
    Files.writeString(OrdersApplication.SICK, "");
    var rollback = start("full-rollback", "");

    approve(rollback, "petra", "approve");

    rollback.task("Take over");
    assertThat(rollback.steps()).contains("Migrate schema down", "Put previous data back");
    assertThat(databases.schemaVersion(orders(), ORDERS)).hasValue("3");
    assertThat(sqliteValue("select paid from orders where id = 9")).isEqualTo("1");
  }

  @Test
  void migrationThatFailsIsPutBackAndAPersonIsToldWhyInsteadOfAnEmergency() throws Exception {
    try (var failing = new FailingMigration("")) {
      var rollback = start("full-rollback", "");

      approve(rollback, "petra", "approve");

      var shown = shown(rollback.task("Take over"));
      assertThat(shown)
          .contains("The migration failed with exit status 1")
          .contains("line 40", "TypeError: down is not a function")
          .contains("logged in with «\\*\\*\\*»")
          .doesNotContain(PostgresServer.PASSWORD, "line 10");
      assertThat(rollback.steps())
          .contains("Migrate schema down", "Put previous data back", "Start previous version")
          .doesNotContain("Emergency rollback");
      assertThat(databases.schemaVersion(orders(), ORDERS)).hasValue("3");
      assertThat(HOME.resolve("schema")).hasContent("3");
      assertThat(services.status(orders(), new ServiceId("orders")).pid()).isPresent();
      assertThat(failures(rollback)).containsExactly("Migrate schema down: DATA_EXCHANGE_FAILED");
      var printed = output(rollback);
      assertThat(printed)
          .contains("«Migrate schema down»", "$ python3 migrate.py 2", "exit status 1")
          .contains("line 1\n", "line 40", "TypeError: down is not a function", "«***»")
          .doesNotContain(PostgresServer.PASSWORD);
    }
  }

  @Test
  void secondFailureDoesNotHideTheFirst() throws Exception {
    var pid = orders().workDirectory().resolve("run/orders.pid");
    try (var failing = new FailingMigration("open('" + pid + "', 'w').write('no pid')")) {
      var rollback = start("full-rollback", "");

      approve(rollback, "petra", "approve");

      var shown = shown(rollback.task("Take over"));
      assertThat(shown.indexOf("down is not a function"))
          .isBetween(0, shown.indexOf("After that, «Start previous version»"));
      assertThat(failures(rollback))
          .containsExactly(
              "Migrate schema down: DATA_EXCHANGE_FAILED", "Start previous version: START_FAILED");
      assertThat(rollback.steps()).contains("Nothing runs").doesNotContain("Emergency rollback");
    } finally {
      Files.deleteIfExists(pid);
    }
  }

  /** A way down that prints a lot, a password among it, and fails. */
  private static final class FailingMigration implements AutoCloseable {

    private final byte[] migration = Files.readAllBytes(HOME.resolve("migrate.py"));

    FailingMigration(String besides) throws IOException {
      Files.writeString(
          HOME.resolve("migrate.py"),
          "for n in range(1, 41): print('line', n)\n"
              + besides
              + "\nprint('logged in with "
              + PostgresServer.PASSWORD
              + "')\nraise TypeError('down is not a function')\n");
    }

    @Override
    public void close() throws IOException {
      Files.write(HOME.resolve("migrate.py"), migration);
    }
  }

  private String shown(String task) {
    return new Caller(port, "admin")
        .get("/engine-rest/task/" + task + "/form-variables?variableNames=failure")
        .text("/failure/value");
  }

  private static List<String> failures(Rollback rollback) {
    return StreamSupport.stream(rollback.history().json().path("failures").spliterator(), false)
        .map(failure -> failure.path("step").asText() + ": " + failure.path("code").asText())
        .toList();
  }

  private String output(Rollback rollback) {
    return new Caller(port, "olivia").getText("/api/rollbacks/" + rollback.key + "/output");
  }

  @Test
  void migrationThatCannotBeUndoneIsRefusedWhereTheStartIsPressed() {
    var answer =
        new Caller(port, "olivia")
            .post(
                "/api/runbooks/full-rollback/start",
                "{\"application\":\"orders\",\"reason\":\"x\",\"schemaVersion\":\"0\"}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().toString()).contains("The migration to version 1 cannot be undone");
  }

  @Test
  void dryRunsTouchNothing() throws Exception {
    var before = picture();
    for (var runbook : new String[] {"full-restore", "database-rollback", "full-rollback"}) {
      var database = runbook.equals("database-rollback") ? ",\"database\":\"ledger\"" : "";
      var rollback = start(runbook, ",\"dryRun\":true" + database);

      assertThat(rollback.untilEnded().outcome()).isEqualTo("planned");
    }
    assertThat(picture()).isEqualTo(before);
  }

  private Rollback start(String runbook, String inputs) {
    return Rollback.start(
        port,
        "olivia",
        runbook,
        "{\"application\":\"orders\",\"reason\":\"the orders are gone\"" + inputs + "}");
  }

  private Rollback lastRollback() {
    return Rollback.last(port, "olivia");
  }

  private void approve(Rollback rollback, String approver, String decision) {
    Rollback.decide(port, approver, rollback.task("Approve rollback"), decision);
  }

  /** Everything a rollback could touch. */
  private Map<String, String> picture() throws IOException {
    var picture = livePicture();
    picture.put("entries", entries());
    return picture;
  }

  /** The same as far as it can be told while the server of the other database is away. */
  private Map<String, String> livePicture() throws IOException {
    var picture = Tree.of(HOME, "data/.orders.db.reinstate");
    picture.put("orders", sqliteValue("select group_concat(id) from orders"));
    picture.put("service", services.status(orders(), new ServiceId("orders")).pid() + "");
    return picture;
  }

  private Application orders() {
    return catalog.application(new ApplicationId("orders"));
  }

  private static void commit(Git git, String schema, String tag)
      throws IOException, GitAPIException {
    Files.writeString(HOME.resolve("schema"), schema);
    Files.writeString(HOME.resolve(".gitignore"), "data/\n");
    git.add().addFilepattern(".").call();
    git.commit()
        .setMessage("Version " + schema)
        .setAuthor("Ada", "ada@example.com")
        .setCommitter("Ada", "ada@example.com")
        .setSign(false)
        .call();
    git.tag().setName(tag).setAnnotated(false).call();
  }

  private static void sqlite(String... statements) throws SQLException {
    try (var open = DriverManager.getConnection("jdbc:sqlite:" + OrdersApplication.ORDERS);
        var statement = open.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String sqliteValue(String sql) {
    try (var open = DriverManager.getConnection("jdbc:sqlite:" + OrdersApplication.ORDERS);
        var statement = open.createStatement();
        var row = statement.executeQuery(sql)) {
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void ledger(String... statements) throws Exception {
    for (var sql : statements) {
      postgresql.program("psql", "-d", "ledger", "-c", sql);
    }
  }

  /** Waits until Reinstate waits for being let drop a database. */
  private static void awaitDropping() {
    await("a database is to be dropped")
        .atMost(Duration.ofMinutes(2))
        .until(() -> !query("select pid from " + DROPPING).isEmpty());
  }

  /** As if the server went away in the middle; waits until the session is gone. */
  private static void cutOffDropping() {
    query("select pg_terminate_backend(pid, 60000) from " + DROPPING);
  }

  private static String entries() {
    return query("select string_agg(id::text, ',' order by id) from entries");
  }

  private static String query(String sql) {
    try {
      return postgresql.program("psql", "-d", "ledger", "-Atc", sql).strip();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
