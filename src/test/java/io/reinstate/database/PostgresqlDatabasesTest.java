package io.reinstate.database;

import static io.reinstate.database.CheckResult.Answer.RIGHT;
import static io.reinstate.database.CheckResult.Answer.UNKNOWN;
import static io.reinstate.database.CheckResult.Answer.WRONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.DatabaseServer.Postgresql;
import io.reinstate.catalog.application.DatabaseSpec;
import io.reinstate.catalog.application.QuerySpec;
import io.reinstate.catalog.application.SecretReference;
import io.reinstate.database.postgresql.ProgramTooOld;
import io.reinstate.database.product.DatabaseUnavailable;
import io.reinstate.database.product.DumpFailed;
import io.reinstate.database.product.DumpFormat;
import io.reinstate.database.product.QueryFailed;
import io.reinstate.host.LocalHost;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresqlDatabasesTest {

  private static final DatabaseId ORDERS = new DatabaseId("orders");

  private static TestPostgresql postgresql;

  @TempDir Path dumps;

  private final Databases databases = new Databases(new LocalHost());

  @BeforeAll
  static void start() throws IOException {
    postgresql = TestPostgresql.ofThisJvm();
  }

  @BeforeEach
  void fill() {
    postgresql.clear();
    postgresql.execute("shop", "postgres", "create database orders");
    postgresql.execute(
        "shop",
        "orders",
        "create table orders (id int primary key, created timestamptz, local timestamp)",
        "insert into orders values (1, '2026-11-20T10:00Z', '2026-11-20T10:00'),"
            + " (2, '2026-11-20T12:00Z', '2026-11-20T12:00')",
        "create table version (version text)",
        "insert into version values ('12')");
  }

  @Test
  void dumpIsWholeAndTellsWhatItIs() throws IOException {
    var file = dumps.resolve("orders.dump");
    Files.writeString(dumps.resolve(".orders.dump.123.part"), "of a run that was cut off");

    var info =
        databases.dump(application(Optional.of("select version from version")), ORDERS, file);

    assertThat(info.size()).isEqualTo(Files.size(file));
    assertThat(info.sha256())
        .isEqualTo(TestPostgresql.run("sha256sum", file.toString()).substring(0, 64));
    assertThat(info.format()).isEqualTo(DumpFormat.POSTGRESQL_CUSTOM);
    assertThat(info.schema()).hasValue("12");
    assertThat(info.server()).matches("PostgreSQL \\d+(\\.\\d+)?");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(dumps).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void dumpThatFailsLeavesTheFormerOneAlone() throws IOException {
    var file = Files.writeString(dumps.resolve("orders.dump"), "the former one");
    postgresql.execute("admin", "orders", "create table hidden ()");

    assertThatThrownBy(() -> databases.dump(application(Optional.empty()), ORDERS, file))
        .isInstanceOf(DumpFailed.class)
        .hasMessageContaining("permission denied for table hidden");
    assertThat(file).hasContent("the former one");
    assertThat(dumps).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void programsOlderThanTheServerAreRefusedWithBothVersions() throws IOException {
    var old = Files.createDirectories(dumps.resolve("old"));
    var program =
        Files.writeString(
            old.resolve("pg_dump"), "#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    var server = postgresql.server("orders");
    var application =
        with(
            new Postgresql(
                server.host(),
                server.port(),
                server.database(),
                server.maintenance(),
                server.user(),
                server.password(),
                server.superuser(),
                Optional.of(old)));

    assertThatThrownBy(() -> databases.dump(application, ORDERS, dumps.resolve("orders.dump")))
        .isInstanceOf(ProgramTooOld.class)
        .hasMessageContaining("pg_dump is of version 9.6.24, the server of ")
        .hasMessageContaining("Install the Debian package postgresql-client-");
  }

  @Test
  void checksTellWhatWasFoundAndWhatWasExpected() {
    var application =
        checking(
            query("orders are there", "select count(*) from orders", 1, 10),
            query("not too many", "select count(*) from orders", 3, 10),
            new QuerySpec(
                "version",
                "select version from version",
                Optional.of("12"),
                Optional.empty(),
                Optional.empty()),
            query("no such table", "select count(*) from orderz", 1, 2),
            query("no number", "select 'many'", 1, 2),
            query("nothing", "select null", 1, 2),
            query("not allowed", "select * from pg_authid", 0, 9),
            query("writes", "delete from orders returning id", 0, 9));

    var results = databases.check(application, ORDERS);

    assertThat(results)
        .extracting(CheckResult::answer)
        .containsExactly(RIGHT, RIGHT, WRONG, RIGHT, WRONG, WRONG, WRONG, UNKNOWN, WRONG);
    assertThat(results.get(0).sentence()).matches("Orders answers \\(PostgreSQL .*\\)\\.");
    assertThat(results.get(1).sentence()).isEqualTo("orders are there: 2.");
    assertThat(results.get(2).sentence()).isEqualTo("not too many: 2, expected at least 3.");
    assertThat(results.get(8).sentence()).contains("read-only transaction");
    assertThat(postgresql.value("orders", "select count(*) from orders")).isEqualTo("2");
  }

  @Test
  void serverThatIsAwayIsAnAnswer() {
    var gone =
        new Postgresql(
            "127.0.0.1",
            1,
            "orders",
            "postgres",
            "shop",
            Optional.empty(),
            false,
            Optional.empty());
    var spec = spec(gone, List.of(query("orders are there", "select 1", 1, 1)));
    var application = TestPostgresql.application(postgresql.home(), ORDERS, spec);

    assertThat(databases.check(application, ORDERS))
        .extracting(CheckResult::answer)
        .containsExactly(WRONG, UNKNOWN);
    assertThatThrownBy(() -> databases.dump(application, ORDERS, dumps.resolve("orders.dump")))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("database orders at 127.0.0.1:1");
  }

  @Test
  void wrongPasswordTellsNothingAboutTheDatabase() throws IOException {
    var secret = Files.writeString(dumps.resolve("wrong"), "another-secret-word");
    var server = postgresql.server("orders");
    var application =
        with(
            new Postgresql(
                server.host(),
                server.port(),
                server.database(),
                server.maintenance(),
                server.user(),
                Optional.of(new SecretReference("file:" + secret)),
                server.superuser(),
                server.programs()));

    var results = databases.check(application, ORDERS);

    assertThat(results).extracting(CheckResult::answer).containsExactly(UNKNOWN);
    assertThat(results.get(0).sentence())
        .contains("password authentication failed")
        .contains("Check user and password")
        .doesNotContain("another-secret-word");
  }

  @Test
  void oneQueryIsAskedWithATimeAndWithoutWriting() {
    var recent =
        query("recent", "select count(*) from orders where created > :since", Optional.of("1"));
    var noon = Instant.parse("2026-11-20T11:00:00Z");
    var application = application(Optional.empty());

    assertThat(databases.ask(application, ORDERS, recent, Optional.of(noon)))
        .isEqualTo(CheckResult.right("recent", "recent: 1."));
    assertThat(databases.ask(application, ORDERS, recent, Optional.of(Instant.EPOCH)).answer())
        .isEqualTo(CheckResult.Answer.WRONG);
    var writing = query("writing", "delete from orders returning id", Optional.empty());
    assertThat(databases.ask(application, ORDERS, writing, Optional.empty()).sentence())
        .contains("read-only transaction");
  }

  private static QuerySpec query(String name, String sql, Optional<String> expect) {
    return new QuerySpec(name, sql, expect, Optional.empty(), Optional.empty());
  }

  @Test
  void countsWhatWasWrittenSinceAsAParameter() {
    var written =
        Map.of(
            "orders", "select count(*) from orders where created > :since",
            "local", "select count(*) from orders where local > :since::timestamp",
            "twice",
                "select count(*) from orders where created > :since or ':since' = 'x' or created > :since");
    var spec =
        new DatabaseSpec(
            "Orders", postgresql.server("orders"), List.of(), List.of(), written, Optional.empty());

    var counts =
        databases.writtenSince(
            TestPostgresql.application(postgresql.home(), ORDERS, spec),
            ORDERS,
            Instant.parse("2026-11-20T11:00:00Z"));

    assertThat(counts).isEqualTo(Map.of("orders", 1L, "local", 1L, "twice", 1L));
  }

  @Test
  void queryThatFailsIsNamed() {
    var spec =
        new DatabaseSpec(
            "Orders",
            postgresql.server("orders"),
            List.of(),
            List.of(),
            Map.of("carts", "select count(*) from carts where t > :since"),
            Optional.empty());

    assertThatThrownBy(
            () ->
                databases.writtenSince(
                    TestPostgresql.application(postgresql.home(), ORDERS, spec),
                    ORDERS,
                    Instant.EPOCH))
        .isInstanceOf(QueryFailed.class)
        .hasMessageContaining("written.carts");
  }

  private static QuerySpec query(String name, String sql, int least, int most) {
    return new QuerySpec(
        name,
        sql,
        Optional.empty(),
        Optional.of(BigDecimal.valueOf(least)),
        Optional.of(BigDecimal.valueOf(most)));
  }

  private static Application application(Optional<String> schema) {
    var spec =
        new DatabaseSpec(
            "Orders", postgresql.server("orders"), List.of(), List.of(), Map.of(), schema);
    return TestPostgresql.application(postgresql.home(), ORDERS, spec);
  }

  private static Application checking(QuerySpec... checks) {
    var spec = spec(postgresql.server("orders"), List.of(checks));
    return TestPostgresql.application(postgresql.home(), ORDERS, spec);
  }

  private static Application with(Postgresql server) {
    return TestPostgresql.application(postgresql.home(), ORDERS, spec(server, List.of()));
  }

  private static DatabaseSpec spec(Postgresql server, List<QuerySpec> checks) {
    return new DatabaseSpec("Orders", server, List.of(), checks, Map.of(), Optional.empty());
  }
}
