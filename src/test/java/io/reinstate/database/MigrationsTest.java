package io.reinstate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.DatabaseServer;
import io.reinstate.catalog.application.DatabaseSpec;
import io.reinstate.catalog.application.FilePatterns;
import io.reinstate.catalog.application.MigrationsSpec;
import io.reinstate.host.LocalHost;
import io.reinstate.snapshot.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema of a real file, taken back by a real script. */
class MigrationsTest {

  private static final DatabaseId ORDERS = new DatabaseId("orders");
  private static final String KEY = "shop-0001.1";

  /** Drops what each version added, one version after the other. */
  private static final String SCRIPT =
      """
      set -e
      echo "going down to $1"
      [ "$1" != 0 ] || { sqlite3 orders.db 'alter table orders drop column paid'; exit 3; }
      sqlite3 orders.db 'alter table orders drop column paid; pragma user_version = '"$1"
      """;

  @TempDir Path root;

  private final Databases databases = new Databases(new LocalHost());
  private final DatabaseRestores restores = new DatabaseRestores(new LocalHost());
  private final Migrations migrations = new Migrations(new LocalHost(), databases, restores);
  private final List<String> output = new ArrayList<>();

  private Path home;
  private Application application;

  @BeforeEach
  void schemaOfVersionThree() throws IOException {
    Needs.programs("sqlite3");
    home = Files.createDirectory(root.resolve("shop"));
    Files.writeString(home.resolve("migrate"), SCRIPT);
    execute("create table orders (id integer primary key, item text, paid integer)");
    execute("insert into orders (item, paid) values ('lamp', 1), ('table', 0)");
    execute("pragma user_version = 3");
    application = application(List.of("1"), Duration.ofSeconds(20));
  }

  @Test
  void theSchemaGoesBackAndTheRowsStay() {
    assertThat(migrations.check(application, "2")).isEqualTo("3");

    migrations.down(application, "2", KEY, output::add);

    assertThat(output).contains("going down to 2");
    assertThat(value("select count(*) from orders")).isEqualTo("2");
    assertThat(columns()).doesNotContain("paid");
    assertThat(migrations.isBegun(application, KEY)).isTrue();
    migrations.confirm(application, KEY);
    migrations.confirm(application, KEY);
    assertThat(migrations.isBegun(application, KEY)).isFalse();
    assertThat(application.workDirectory().resolve("migrations")).isEmptyDirectory();
  }

  @Test
  void whatWasDroppedIsThereAgainWhenItIsPutBack() {
    migrations.down(application, "2", KEY, output::add);

    migrations.putBack(application, KEY);
    migrations.putBack(application, KEY);

    assertThat(value("select paid from orders where item = 'lamp'")).isEqualTo("1");
    assertThat(databases.schemaVersion(application, ORDERS)).hasValue("3");
    assertThat(restores.begun(application)).isEmpty();
    assertThat(migrations.isBegun(application, KEY)).isFalse();
  }

  @Test
  void whatAKilledReinstateLeftRunningIsWaitedForAndNotDoneTwice() throws Exception {
    Files.writeString(
        home.resolve("migrate"), "touch begun; while [ ! -e go ]; do sleep 0.02; done\n" + SCRIPT);
    var first =
        CompletableFuture.runAsync(() -> migrations.down(application, "2", KEY, output::add));
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(home.resolve("begun")));
    var again = new ArrayList<String>();
    var second =
        CompletableFuture.runAsync(() -> migrations.down(application, "2", KEY, again::add));
    await().atMost(Duration.ofSeconds(60)).until(MigrationsTest::isWaitedFor);

    Files.createFile(home.resolve("go"));
    CompletableFuture.allOf(first, second).get(20, TimeUnit.SECONDS);

    assertThat(output).contains("going down to 2");
    assertThat(again).isEmpty();
    assertThat(databases.schemaVersion(application, ORDERS)).hasValue("2");
  }

  private static boolean isWaitedFor() {
    return ProcessHandle.current()
        .descendants()
        .map(process -> process.info().commandLine().orElse(""))
        .anyMatch(line -> line.contains("--timeout") && line.contains("migrations.lock"));
  }

  @Test
  void aSecondRunKeepsTheDumpOfTheFirst() {
    assertThatThrownBy(() -> migrations.down(application, "0", KEY, output::add))
        .isInstanceOf(MigrationFailed.class)
        .hasMessageContaining("exit status 3")
        .hasMessageContaining("going down to 0");
    assertThat(columns()).doesNotContain("paid");

    assertThatThrownBy(() -> migrations.down(application, "2", KEY, output::add))
        .isInstanceOf(MigrationFailed.class);
    migrations.putBack(application, KEY);

    assertThat(value("select paid from orders where item = 'lamp'")).isEqualTo("1");
  }

  @Test
  void aSecondRunAfterTheEndDoesNothingMore() {
    migrations.down(application, "2", KEY, output::add);
    output.clear();

    migrations.down(application, "2", KEY, output::add);

    assertThat(output).isEmpty();
  }

  @Test
  void aCommandThatLeavesAnotherVersionIsAFailure() throws IOException {
    Files.writeString(home.resolve("migrate"), "true");

    assertThatThrownBy(() -> migrations.down(application, "2", KEY, output::add))
        .isInstanceOf(MigrationFailed.class)
        .hasMessageContaining("at version 3, not 2");
  }

  @Test
  void aCommandThatDoesNotEndIsAFailure() throws IOException {
    Files.writeString(home.resolve("migrate"), "sleep 60");
    var hasty = application(List.of(), Duration.ofMillis(300));

    assertThatThrownBy(() -> migrations.down(hasty, "2", KEY, output::add))
        .isInstanceOf(MigrationFailed.class)
        .hasMessageContaining("came to no end");
  }

  @Test
  void aMigrationThatCannotBeUndoneIsRefusedWithTheReason() {
    assertThatThrownBy(() -> migrations.check(application, "0"))
        .isInstanceOf(MigrationRefused.class)
        .hasMessageContaining("The migration to version 1 cannot be undone");
    assertThat(migrations.check(application, "1")).isEqualTo("3");
  }

  @Test
  void nothingGoesForward() {
    assertThatThrownBy(() -> migrations.check(application, "10"))
        .isInstanceOf(MigrationRefused.class)
        .hasMessageContaining("is at version 3 and cannot go back to 10");
  }

  private Application application(List<String> irreversible, Duration timeout) {
    var database =
        new DatabaseSpec(
            "Orders",
            new DatabaseServer.Sqlite(home.resolve("orders.db")),
            List.of(),
            List.of(),
            Map.of(),
            Optional.of("pragma user_version"));
    var down = new CommandSpec(List.of("sh", "migrate", "{version}"), Map.of(), Map.of(), timeout);
    return ApplicationBuilder.shop(home)
        .files(new FilePatterns(List.of("**"), List.of("orders.db*")))
        .databases(Map.of(ORDERS, database))
        .migrations(new MigrationsSpec(ORDERS, down, irreversible))
        .build();
  }

  private void execute(String sql) {
    try (var open = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("orders.db"));
        var statement = open.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String value(String sql) {
    try (var open = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("orders.db"));
        var statement = open.createStatement();
        var row = statement.executeQuery(sql)) {
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String columns() {
    return value("select group_concat(name) from pragma_table_info('orders')");
  }
}
