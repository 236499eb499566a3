package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.DatabaseServer.Postgresql;
import io.reinstate.catalog.application.DatabaseSpec;
import io.reinstate.catalog.application.QuerySpec;
import io.reinstate.database.CheckResult;
import io.reinstate.database.DatabaseRestores;
import io.reinstate.database.Databases;
import io.reinstate.database.TestPostgresql;
import io.reinstate.database.product.DatabaseRestoreFailed;
import io.reinstate.database.product.DatabaseUnavailable;
import io.reinstate.host.LocalHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may create things in an application's database makes traps of them. */
@Tag("long")
class HostilePostgresqlIT {

  private static final DatabaseId ORDERS = new DatabaseId("orders");

  /** Whatever runs it leaves a mark: as a superuser in a file, otherwise in its answer. */
  private static final String TRAP =
      """
      create function trap(id integer) returns boolean language plpgsql as $$
      begin
        begin
          copy (select 'sprung') to program 'tee %1$s';
        exception when insufficient_privilege then null;
        end;
        begin
          perform set_config('role', 'admin', false);
          create role intruder superuser;
        exception when others then null;
        end;
        return true;
      end $$
      """;

  private static TestPostgresql postgresql;

  @TempDir private Path dumps;

  private final Databases databases = new Databases(new LocalHost());
  private final DatabaseRestores restores = new DatabaseRestores(new LocalHost());
  private Path mark;
  private Path dump;

  @BeforeAll
  static void start() throws IOException {
    postgresql = TestPostgresql.ofThisJvm();
  }

  @BeforeEach
  void aDatabase() {
    // The server's own user may write there.
    mark = postgresql.writable().resolve("mark");
    dump = dumps.resolve("orders.dump");
    postgresql.execute("admin", "postgres", "create database orders owner shop");
    postgresql.execute(
        "shop",
        "orders",
        "create table orders (id integer)",
        "insert into orders values (1), (2)",
        TRAP.formatted(mark));
  }

  @AfterEach
  void nothingRan() {
    assertThat(mark).doesNotExist();
    assertThat(
            postgresql.value(
                "postgres", "select count(*) from pg_roles where rolname = 'intruder'"))
        .isEqualTo("0");
    postgresql.clear();
  }

  @Test
  void superusersNeitherAskNorDumpNorRestore() {
    databases.dump(application("shop"), ORDERS, dump);
    var asSuperuser = application("admin");
    postgresql.execute(
        "shop",
        "orders",
        "drop table orders",
        "create view orders as select 2 as id where trap(2)");

    var results = databases.check(asSuperuser, ORDERS);

    assertThat(results).extracting(CheckResult::answer).containsOnly(CheckResult.Answer.UNKNOWN);
    assertThat(results.get(0).sentence()).contains("«admin»", "postgresql.superuser: true");
    assertThatThrownBy(() -> databases.dump(asSuperuser, ORDERS, dumps.resolve("second")))
        .isInstanceOf(DatabaseUnavailable.class);
    assertThatThrownBy(() -> restores.prepare(asSuperuser, ORDERS, dump, "key"))
        .isInstanceOf(DatabaseUnavailable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grant pg_execute_server_program to shop",
        "grant pg_write_server_files to shop",
        "grant pg_read_server_files to shop",
        "alter role shop createrole"
      })
  void norDoRolesThatAmountToOne(String power) {
    postgresql.execute("admin", "postgres", power);
    try {
      assertThat(databases.check(application("shop"), ORDERS))
          .extracting(CheckResult::answer)
          .containsOnly(CheckResult.Answer.UNKNOWN);
    } finally {
      postgresql.execute(
          "admin",
          "postgres",
          "revoke pg_execute_server_program, pg_write_server_files, pg_read_server_files from shop",
          "alter role shop nocreaterole");
    }
  }

  @Test
  void anOperatorInTheWayOfTheQuestionWhoItIsDoesNotRun() {
    postgresql.execute(
        "shop",
        "orders",
        "create function same(name, name) returns boolean language sql"
            + " as $$ select public.trap(1) $$",
        "create operator public.= (function = same, leftarg = name, rightarg = name)",
        "create function public.pg_has_role(text, text) returns boolean language sql"
            + " as $$ select not public.trap(1) $$");
    postgresql.execute(
        "admin", "postgres", "alter database orders set search_path = public, pg_catalog");

    assertThat(databases.check(application("admin"), ORDERS))
        .extracting(CheckResult::answer)
        .containsOnly(CheckResult.Answer.UNKNOWN);
  }

  @Test
  void conditionsIndexesViewsAndTriggersOfADumpHaveNoMoreRightsThanItsOwner() {
    postgresql.execute(
        "shop",
        "orders",
        "create function fixed(integer) returns integer language plpgsql immutable as"
            + " $$ begin perform public.trap($1); return $1; end $$",
        "alter function trap(integer) security definer",
        "alter table orders add check (trap(id))",
        "create index on orders (fixed(id))",
        "create materialized view seen as select id from orders where trap(id)",
        "create function sprung() returns trigger language plpgsql as"
            + " $$ begin perform public.trap(1); return new; end $$",
        "create trigger sprung before insert on orders for each row execute function sprung()",
        "alter table orders enable always trigger sprung");
    var application = application("shop");
    databases.dump(application, ORDERS, dump);

    restores.prepare(application, ORDERS, dump, "key");
    restores.exchange(application, ORDERS, "key");

    assertThat(postgresql.value("orders", "select count(*) from orders")).isEqualTo("2");
    restores.confirm(application, ORDERS, "key");
  }

  @Test
  void metaCommandsInNamesAndTextsAreNames() {
    var client = dumps.resolve("client");
    var command = "\\! touch " + client + "\n";
    postgresql.execute(
        "shop",
        "orders",
        "create table \"a\n" + command + "\\q\" (\"b\n" + command + "\" text)",
        "insert into \"a\n" + command + "\\q\" values ('\\.\n" + command + "')",
        "comment on table orders is '\n" + command + "'",
        "create function f() returns text language sql as $$ /*\n" + command + "*/ select 'x' $$");
    var application = application("shop");
    databases.dump(application, ORDERS, dump);

    restores.prepare(application, ORDERS, dump, "key");
    restores.exchange(application, ORDERS, "key");
    restores.confirm(application, ORDERS, "key");

    assertThat(client).doesNotExist();
    assertThat(
            postgresql.value(
                "orders", "select count(*) from pg_class where relname like 'a%touch%'"))
        .isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create event trigger always on ddl_command_end execute function sprung()",
        "create extension file_fdw"
      })
  void whatOnlyASuperuserCanMakeIsNotMadeByARestore(String made) {
    postgresql.execute(
        "admin",
        "orders",
        "create function sprung() returns event_trigger language plpgsql as"
            + " $$ begin perform public.trap(1); end $$",
        "alter function sprung() owner to shop",
        made);
    var application = application("shop");
    databases.dump(application, ORDERS, dump);

    assertThatThrownBy(() -> restores.prepare(application, ORDERS, dump, "key"))
        .isInstanceOf(DatabaseRestoreFailed.class)
        .hasMessageContaining("The live database is untouched");

    assertThat(postgresql.value("orders", "select count(*) from orders")).isEqualTo("2");
    assertThat(
            postgresql.value(
                "postgres", "select count(*) from pg_database where datname like 'orders%'"))
        .isEqualTo("1");
  }

  @Test
  void ownersThatAreNotThereAnyMoreStopTheRestore() {
    postgresql.execute(
        "admin",
        "orders",
        "create role ghost",
        "grant ghost to shop",
        "grant create on schema public to ghost",
        "create table of_ghost ()",
        "alter table of_ghost owner to ghost");
    var application = application("shop");
    databases.dump(application, ORDERS, dump);
    postgresql.execute("admin", "orders", "drop owned by ghost", "drop role ghost");

    assertThatThrownBy(() -> restores.prepare(application, ORDERS, dump, "key"))
        .isInstanceOf(DatabaseRestoreFailed.class)
        .hasMessageContaining("ghost");
  }

  private static Application application(String role) {
    var server = postgresql.server("orders");
    var as =
        new Postgresql(
            server.host(),
            server.port(),
            server.database(),
            server.maintenance(),
            role,
            server.password(),
            false,
            server.programs());
    var rows =
        new QuerySpec(
            "rows",
            "select max(id) from orders",
            Optional.of("2"),
            Optional.empty(),
            Optional.empty());
    var spec = new DatabaseSpec("Orders", as, List.of(), List.of(rows), Map.of(), Optional.empty());
    return ApplicationBuilder.shop(postgresql.home())
        .files("app/**")
        .databases(Map.of(ORDERS, spec))
        .build();
  }
}
