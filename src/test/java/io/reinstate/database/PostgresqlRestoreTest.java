package io.reinstate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.database.postgresql.DatabaseProperties;
import io.reinstate.database.product.DatabaseInUse;
import io.reinstate.database.product.DatabaseRestoreFailed;
import io.reinstate.database.product.DumpUnusable;
import io.reinstate.database.product.QueryFailed;
import io.reinstate.database.product.RestoreKey;
import io.reinstate.database.product.RestoreState;
import io.reinstate.host.Cancellation;
import io.reinstate.host.Interrupted;
import io.reinstate.host.LocalHost;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything is done by a role that owns the database and may create others, and no more. */
class PostgresqlRestoreTest {

  private static final DatabaseId ORDERS = new DatabaseId("orders");
  private static final String KEY = "7d3c-Task_RestoreDatabase";
  private static final String SHORT = RestoreKey.of(KEY).value();

  @TempDir static Path dumped;

  private static TestPostgresql postgresql;
  private static Application application;

  @TempDir Path dumps;

  private Path dump;

  @BeforeAll
  static void start() throws IOException {
    postgresql = TestPostgresql.ofThisJvm();
    application = TestPostgresql.application(postgresql.home(), ORDERS, postgresql.spec("orders"));
    postgresql.execute(
        "admin",
        "postgres",
        "create role reports login password '" + TestPostgresql.PASSWORD + "'");
    dumpThenWrite();
  }

  private static void dumpThenWrite() {
    postgresql.execute("shop", "postgres", "create database orders");
    postgresql.execute(
        "shop",
        "orders",
        "create table orders (id serial primary key, what text)",
        "create view recent as select * from orders",
        "grant select on recent to reports",
        "insert into orders (what) select 'order ' || n from generate_series(1, 1000) n");
    new Databases(new LocalHost()).dump(application, ORDERS, dumped.resolve("orders.dump"));
    postgresql.execute("shop", "orders", "delete from orders where id <= 900");
    postgresql.keep("orders");
  }

  @BeforeEach
  void asItWas() throws IOException {
    postgresql.clear();
    postgresql.copy("orders");
    dump =
        Files.copy(
            dumped.resolve("orders.dump"),
            dumps.resolve("orders.dump"),
            StandardCopyOption.COPY_ATTRIBUTES);
  }

  @Test
  void preparingLeavesTheLiveDatabaseAlone() {
    prepare();

    assertThat(postgresql.databases()).containsExactly("orders", "orders_rb_" + SHORT);
    assertThat(rows("orders")).isEqualTo("100");
    assertThat(rows("orders_rb_" + SHORT)).isEqualTo("1000");
    assertThat(state()).isEqualTo(RestoreState.PREPARED);
    assertThat(restores().unconfirmed(application)).isEmpty();
    assertThat(restores().begun(application))
        .containsExactly(new BegunRestore(ORDERS, SHORT, RestoreState.PREPARED));
  }

  @Test
  void exchangeMakesThePreparedDatabaseTheLiveOne() {
    prepare();
    exchange();

    assertThat(rows("orders")).isEqualTo("1000");
    assertThat(state()).isEqualTo(RestoreState.EXCHANGED);
    assertThat(restores().unconfirmed(application)).hasSize(1);
    assertThat(postgresql.databases()).containsExactly("orders", "orders_before_" + SHORT);

    restores().confirm(application, ORDERS, KEY);

    assertThat(postgresql.databases()).containsExactly("orders");
    assertThat(rows("orders")).isEqualTo("1000");
    assertThat(restores().begun(application)).isEmpty();
  }

  @Test
  void revertPutsTheFormerDatabaseBackAndKeepsWhatWasWrittenMeanwhile() {
    prepare();
    exchange();
    postgresql.execute("shop", "orders", "insert into orders (what) values ('meanwhile')");
    revert();

    assertThat(rows("orders")).isEqualTo("100");
    assertThat(state()).isEqualTo(RestoreState.REVERTED);
    assertThat(postgresql.databases()).containsExactly("orders", "orders_after_" + SHORT);
    assertThatThrownBy(this::exchange).isInstanceOf(DatabaseRestoreRefused.class);
    assertThatThrownBy(this::prepare).isInstanceOf(DatabaseRestoreRefused.class);

    restores().confirm(application, ORDERS, KEY);
    assertThat(postgresql.databases()).containsExactly("orders");
    assertThat(rows("orders")).isEqualTo("100");
  }

  @Test
  void everyStepMayBeRunTwiceAndByItsShortKey() {
    prepare();
    prepare();
    exchange();
    prepare();
    restores().exchange(application, ORDERS, SHORT);
    revert();
    revert();
    assertThat(rows("orders")).isEqualTo("100");
    restores().confirm(application, ORDERS, KEY);
    restores().confirm(application, ORDERS, KEY);
    revert();
    assertThat(postgresql.databases()).containsExactly("orders");
  }

  @Test
  void stepsThatDoNotFitAreRefused() {
    assertThatThrownBy(this::exchange)
        .isInstanceOf(DatabaseRestoreRefused.class)
        .hasMessageContaining("NONE")
        .hasMessageContaining("Prepare it first");
    prepare();
    assertThatThrownBy(() -> restores().confirm(application, ORDERS, KEY))
        .isInstanceOf(DatabaseRestoreRefused.class)
        .hasMessageContaining("PREPARED");
    revert();
    assertThat(postgresql.databases()).containsExactly("orders");
  }

  @Test
  void whatPgDumpDoesNotCarryIsThatOfTheLiveDatabase() throws Exception {
    postgresql.execute("admin", "postgres", "drop database orders");
    postgresql.execute(
        "admin",
        "postgres",
        "create database orders owner shop template template0 encoding 'UTF8'"
            + " locale_provider icu icu_locale 'de-DE' lc_collate 'C' lc_ctype 'C.UTF-8'");
    postgresql.execute("shop", "orders", "create table orders (id int)");
    new Databases(new LocalHost()).dump(application, ORDERS, dump);
    postgresql.execute(
        "shop",
        "postgres",
        "revoke connect on database orders from public",
        "grant connect, create on database orders to reports with grant option",
        "alter database orders set search_path to \"$user\", 'odd, \"name', public",
        "alter database orders set work_mem to '7MB'",
        "alter database orders set default_transaction_read_only to on",
        "alter database orders set application_name to 'it''s \\ here'",
        "alter role shop in database orders set statement_timeout to '90s'",
        "alter database orders connection limit 17",
        "comment on database orders is 'it''s ours'");
    var live = properties("orders");

    prepare();
    assertThat(properties("orders_rb_" + SHORT)).isEqualTo(live);
    postgresql.execute(
        "shop",
        "postgres",
        "alter database orders reset application_name",
        "revoke all on database orders from reports cascade",
        "comment on database orders is null");
    var later = properties("orders");
    exchange();

    assertThat(later).isNotEqualTo(live);
    assertThat(properties("orders")).isEqualTo(later);
    assertThat(rawSettings("orders"))
        .isEqualTo(rawSettings("orders_before_" + SHORT))
        .contains("search_path=\"$user\", \"odd, \"\"name\", public");
  }

  @Test
  void settingThatOnlyASuperuserMayMakeIsNamedAndNothingIsLeft() {
    postgresql.execute("admin", "postgres", "alter database orders set log_statement to 'all'");

    assertThatThrownBy(this::prepare)
        .isInstanceOf(QueryFailed.class)
        .hasMessageContaining("log_statement")
        .hasMessageContaining("GRANT SET ON PARAMETER");
    assertThat(postgresql.databases()).containsExactly("orders");

    postgresql.execute("admin", "postgres", "grant set on parameter log_statement to shop");
    prepare();
    exchange();
    assertThat(rawSettings("orders")).isEqualTo("0 log_statement=all");
    postgresql.execute("admin", "postgres", "revoke set on parameter log_statement from shop");
  }

  @Test
  void rightsAndOwnersInsideAreThoseOfTheDump() {
    prepare();
    exchange();

    assertThat(
            postgresql.value("orders", "select has_table_privilege('reports', 'recent', 'select')"))
        .isEqualTo("t");
    assertThat(
            postgresql.value(
                "orders", "select tableowner from pg_tables where tablename = 'orders'"))
        .isEqualTo("shop");
    assertThat(postgresql.value("orders", "select nextval('orders_id_seq')")).isEqualTo("1001");
  }

  @Test
  void truncatedDumpIsRefusedAndLeavesNothing() throws IOException {
    postgresql.execute(
        "shop",
        "orders",
        "insert into orders (what) select md5(n::text) from generate_series(1, 50000) n");
    new Databases(new LocalHost()).dump(application, ORDERS, dump);
    for (var part : List.of(0.0, 0.001, 0.5, 0.99)) {
      var cut = dumps.resolve("cut-" + part);
      Files.copy(dump, cut);
      try (var channel = FileChannel.open(cut, StandardOpenOption.WRITE)) {
        channel.truncate((long) (Files.size(dump) * part));
      }
      assertThatThrownBy(() -> restores().prepare(application, ORDERS, cut, KEY))
          .as("%s of it", part)
          .isInstanceOf(DumpUnusable.class)
          .hasMessageContaining(cut.toString());
      assertThat(postgresql.databases()).containsExactly("orders");
    }
  }

  @Test
  void dumpOfAnotherDatabaseIsRefused() {
    postgresql.execute("shop", "postgres", "create database carts");
    var carts = TestPostgresql.application(postgresql.home(), ORDERS, postgresql.spec("carts"));

    assertThatThrownBy(() -> restores().prepare(carts, ORDERS, dump, KEY))
        .isInstanceOf(DumpUnusable.class)
        .hasMessageContaining("This is a dump of the database «orders», not of «carts»");
    assertThat(postgresql.databases()).containsExactly("carts", "orders");
  }

  @Test
  void dumpWithRolesThatAreNotOursFailsWithTheirNameAndLeavesNothing() {
    postgresql.execute(
        "admin",
        "orders",
        "create table foreign_one ()",
        "alter table foreign_one owner to reports",
        "grant select on foreign_one to shop");
    new Databases(new LocalHost()).dump(application, ORDERS, dump);

    assertThatThrownBy(this::prepare)
        .isInstanceOf(DatabaseRestoreFailed.class)
        .hasMessageContaining("reports")
        .hasMessageContaining("The live database is untouched");
    assertThat(postgresql.databases()).containsExactly("orders");
  }

  @Test
  void preparationCutOffAnywhereIsDoneAnew() {
    var point = 1;
    for (; crash(point, restores -> restores.prepare(application, ORDERS, dump, KEY)); point++) {
      assertThat(rows("orders")).isEqualTo("100");
      prepare();
      assertThat(rows("orders_rb_" + SHORT)).isEqualTo("1000");
      revert();
      assertThat(postgresql.databases()).containsExactly("orders");
    }
    assertThat(point).isGreaterThan(5);
  }

  @Test
  void exchangeCutOffAnywhereIsCompletedByASecondRun() {
    prepare();
    var point = 1;
    for (; crash(point, restores -> restores.exchange(application, ORDERS, KEY)); point++) {
      assertThat(restores().unconfirmed(application)).hasSize(1);
      exchange();
      assertThat(rows("orders")).isEqualTo("1000");
      anew();
    }
    assertThat(point).isEqualTo(3);
  }

  @Test
  void cancelledExchangeLeavesTheLiveDatabaseOpenToEverybody() {
    prepare();
    var cancellation = new Cancellation(() -> {});
    var restores =
        new DatabaseRestores(
            new LocalHost(), () -> cancellation.cancel("It was cancelled while it was closed"));

    assertThatThrownBy(
            () ->
                cancellation.during(
                    () -> {
                      restores.exchange(application, ORDERS, KEY);
                      return null;
                    }))
        .isInstanceOf(Interrupted.class);

    assertThat(rows("orders")).isEqualTo("100");
    assertThat(state()).isEqualTo(RestoreState.PREPARED);
  }

  @Test
  void exchangeCutOffAnywhereIsUndoneByARevertThatMayBeCutOffToo() {
    prepare();
    for (var point = 1; crash(point, r -> r.exchange(application, ORDERS, KEY)); point++) {
      for (var back = 1; crash(back, r -> r.revert(application, ORDERS, KEY)); back++) {
        revert();
        assertThat(rows("orders")).isEqualTo("100");
        assertThat(restores().unconfirmed(application)).isEmpty();
        anew();
        crash(point, r -> r.exchange(application, ORDERS, KEY));
      }
      assertThat(rows("orders")).isEqualTo("100");
      anew();
    }
  }

  @Test
  void confirmationCutOffIsCompletedByASecondRun() {
    prepare();
    exchange();
    for (var point = 1; crash(point, r -> r.confirm(application, ORDERS, KEY)); point++) {
      restores().confirm(application, ORDERS, KEY);
      assertThat(postgresql.databases()).containsExactly("orders");
      postgresql.execute("shop", "orders", "delete from orders where id <= 900");
      prepare();
      exchange();
    }
  }

  @Test
  void sessionThatMayNotBeEndedKeepsTheLiveDatabaseAsItWas() throws SQLException {
    prepare();
    try (var session = postgresql.connect("reports", "orders")) {
      assertThatThrownBy(this::exchange)
          .isInstanceOf(DatabaseInUse.class)
          .hasMessageContaining("sessions of reports")
          .hasMessageContaining("pg_signal_backend");
      assertThat(session.isValid(20)).isTrue();
    }
    assertThat(state()).isEqualTo(RestoreState.PREPARED);
    assertThat(rows("orders")).isEqualTo("100");

    postgresql.execute("admin", "postgres", "grant pg_signal_backend to shop");
    try (var session = postgresql.connect("reports", "orders")) {
      exchange();
      assertThat(session.isValid(1)).isFalse();
    } finally {
      postgresql.execute("admin", "postgres", "revoke pg_signal_backend from shop");
    }
    assertThat(rows("orders")).isEqualTo("1000");
  }

  @Test
  void sessionOfASuperuserInWhatIsDroppedIsNamedUntilItEnds() throws SQLException {
    prepare();
    var prepared =
        postgresql.databases().stream().filter(name -> !name.equals("orders")).findFirst();
    try (var session = postgresql.connect("admin", prepared.orElseThrow())) {
      assertThatThrownBy(() -> restores().revert(application, ORDERS, KEY))
          .isInstanceOf(DatabaseInUse.class)
          .hasMessageContaining("sessions of admin");
      assertThat(session.isValid(20)).isTrue();
    }

    restores().revert(application, ORDERS, KEY);

    assertThat(postgresql.databases()).containsExactly("orders");
  }

  @Test
  void clientsThatReconnectAllTheTimeNeitherStopTheExchangeNorWriteToWhatIsTakenAway()
      throws InterruptedException {
    try (var clients = new Clients(postgresql, 4)) {
      new Databases(new LocalHost()).dump(application, ORDERS, dump);
      for (var key : List.of("first", "second", "third")) {
        restores().prepare(application, ORDERS, dump, key);
        clients.awaitMore(50);
        restores().exchange(application, ORDERS, key);
        var exchanged = postgresql.value("postgres", "select clock_timestamp()");
        clients.awaitMore(50);
        var before = "orders_before_" + RestoreKey.of(key);
        postgresql.execute(
            "shop", "postgres", "alter database " + before + " allow_connections true");
        var late = "select count(*) from seen where at > '" + exchanged + "'";
        assertThat(postgresql.value(before, late)).isEqualTo("0");
        assertThat(postgresql.value("orders", late)).isNotEqualTo("0");
        restores().confirm(application, ORDERS, key);
      }
    }
  }

  private DatabaseProperties properties(String database) throws SQLException {
    try (var connection = postgresql.connect("admin", "postgres")) {
      return DatabaseProperties.read(connection, database);
    }
  }

  /** As the server keeps them, so that a mistake in reading them cannot hide. */
  private String rawSettings(String database) {
    return postgresql.value(
        "postgres",
        "select string_agg(setrole || ' ' || setting, '|' order by setrole, setting)"
            + " from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase,"
            + " unnest(setconfig) setting where datname = '"
            + database
            + "'");
  }

  /** Back to a prepared restore, from exchanged or reverted. */
  private void anew() {
    revert();
    if (state() == RestoreState.REVERTED) {
      restores().confirm(application, ORDERS, KEY);
    }
    assertThat(postgresql.databases()).containsExactly("orders");
    assertThat(rows("orders")).isEqualTo("100");
    prepare();
  }

  private interface Step {
    void run(DatabaseRestores restores);
  }

  private static boolean crash(int point, Step step) {
    var restores = new DatabaseRestores(new LocalHost(), PowerFailure.at(point));
    return PowerFailure.during(() -> step.run(restores));
  }

  private static String rows(String database) {
    return postgresql.value(database, "select count(*) from orders");
  }

  private static DatabaseRestores restores() {
    return new DatabaseRestores(new LocalHost());
  }

  private RestoreState state() {
    return restores().state(application, ORDERS, KEY);
  }

  private void prepare() {
    restores().prepare(application, ORDERS, dump, KEY);
  }

  private void exchange() {
    restores().exchange(application, ORDERS, KEY);
  }

  private void revert() {
    restores().revert(application, ORDERS, KEY);
  }
}
