package io.reinstate.snapshot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.DatabaseServer;
import io.reinstate.catalog.application.DatabaseSpec;
import io.reinstate.catalog.application.StateSpec;
import io.reinstate.database.DatabaseRestores;
import io.reinstate.database.TestPostgresql;
import io.reinstate.database.product.DumpFormat;
import io.reinstate.host.Host;
import io.reinstate.host.LocalHost;
import io.reinstate.snapshot.DumpNotInSnapshot;
import io.reinstate.snapshot.Needs;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.Shop;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotCorrupt;
import io.reinstate.snapshot.SnapshotFailed;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.Tampering;
import io.reinstate.storage.Json;
import io.reinstate.storage.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases in a snapshot: a PostgreSQL server and a SQLite file, both real. */
class SnapshotDatabasesTest {

  private static final DatabaseId ORDERS = new DatabaseId("orders");
  private static final DatabaseId SESSIONS = new DatabaseId("sessions");
  private static final String KEY = "p-1-Activity_Take";

  private static TestPostgresql postgresql;

  @TempDir Path directory;

  private final Host host = new LocalHost();
  private Shop shop;

  @BeforeAll
  static void startServer() throws IOException {
    postgresql = TestPostgresql.ofThisJvm();
  }

  @BeforeEach
  void fill() {
    postgresql.clear();
    postgresql.execute("shop", "postgres", "create database orders");
    postgresql.execute(
        "shop",
        "orders",
        "create table version as select '41' as value",
        "create table items as select generate_series(1, 1000) as id");
    shop = new Shop(directory.resolve("shop"), directory.resolve("snapshots"), host);
    shop.write("app/page", "good");
    sqlite("create table seen (id integer)", "insert into seen values (1), (2)");
    shop.databases = databases(postgresql.spec("orders"));
  }

  private Map<DatabaseId, DatabaseSpec> databases(DatabaseSpec orders) {
    var databases = new LinkedHashMap<DatabaseId, DatabaseSpec>();
    databases.put(ORDERS, versioned(orders.server(), "select value from version"));
    databases.put(
        SESSIONS,
        versioned(
            new DatabaseServer.Sqlite(shop.home.resolve("var/sessions.db")),
            "select count(*) from seen"));
    return databases;
  }

  private static DatabaseSpec versioned(DatabaseServer server, String schema) {
    return new DatabaseSpec("Shop", server, List.of(), List.of(), Map.of(), Optional.of(schema));
  }

  @Test
  void snapshotHoldsADumpOfEveryDatabaseAndTellsOfIt() throws Exception {
    var snapshot = shop.take();

    assertThat(snapshot.databases().keySet()).containsExactly(ORDERS, SESSIONS);
    var orders = snapshot.databases().get(ORDERS);
    assertThat(orders.schemaVersion()).contains("41");
    assertThat(orders.format()).isEqualTo(DumpFormat.POSTGRESQL_CUSTOM);
    assertThat(orders.server()).startsWith("PostgreSQL ");
    assertThat(orders.taken()).isEqualTo(Shop.NOW);
    assertThat(snapshot.databases().get(SESSIONS).schemaVersion()).contains("2");
    assertThat(snapshot.size())
        .isEqualTo(
            "good".length()
                + Files.size(file(snapshot, "databases/orders.dump"))
                + Files.size(file(snapshot, "databases/sessions.sqlite")));
    assertThat(shop.snapshots.list(Shop.ID)).containsExactly(snapshot);
    assertThat(Json.MAPPER.writeValueAsString(snapshot))
        .contains("\"schemaVersion\":\"41\"")
        .doesNotContain(directory.toString());
    assertThat(shop.snapshots.verifyDeeply(snapshot.id()).problems()).isEmpty();
    assertThat(Needs.run(shop.directory(snapshot), "sha256sum", "-c", "manifest.sha256"))
        .contains("databases/orders.dump: OK", "databases/sessions.sqlite: OK");
  }

  @Test
  void dumpsBringTheDatabasesBack() throws Exception {
    var snapshot = shop.take();
    postgresql.execute("shop", "orders", "delete from items where id > 10");
    sqlite("delete from seen");
    var restores = new DatabaseRestores(host);

    for (var id : snapshot.databases().keySet()) {
      var dump = shop.snapshots.dump(snapshot.id(), id);
      restores.prepare(shop.application(), id, dump, KEY);
      restores.exchange(shop.application(), id, KEY);
      restores.confirm(shop.application(), id, KEY);
    }

    assertThat(postgresql.value("orders", "select count(*) from items")).isEqualTo("1000");
    assertThat(sqliteValue("select count(*) from seen")).isEqualTo("2");
  }

  @Test
  void fileOfADatabaseIsNeitherArchivedNorExchanged() throws Exception {
    shop.data = List.of("var/**");
    shop.state = new StateSpec(List.of(), Map.of(), true);
    shop.write("var/sessions.db-wal", "");
    shop.write("var/.sessions.db.reinstate/0123456789.before", "kept by a restore");
    shop.write("var/upload", "first");
    var raw = withRawDatabase();
    var snapshot = shop.take();
    sqlite("insert into seen values (3)");
    shop.write("var/upload", "second");

    assertThat(Tampering.manifest(shop.directory(snapshot)).findValuesAsText("path"))
        .contains("var/upload")
        .noneMatch(path -> path.contains("sessions"));
    for (var target : List.of(raw, snapshot)) {
      for (var selection : List.of(Selection.everything(), Selection.data())) {
        var difference = shop.exchanges.compare(shop.application(), target.id(), selection);
        assertThat(difference.changed()).allMatch("var/upload"::equals);
        assertThat(difference.added()).isEmpty();
        assertThat(difference.removed()).isEmpty();
      }
    }
    assertThat(
            shop.exchanges.compare(shop.application(), snapshot.id(), Selection.data()).changed())
        .containsExactly("var/upload");
  }

  /** As it was taken before the catalog knew that the file is a database. */
  private Snapshot withRawDatabase() {
    var known = shop.databases;
    shop.databases = Map.of();
    var snapshot = shop.take();
    shop.databases = known;
    return snapshot;
  }

  @Test
  void stateTellsTheVersionsOfTheSchemas() throws Exception {
    var state = Json.MAPPER.readTree(shop.directory(shop.take()).resolve("state.json").toFile());

    assertThat(state.at("/schemas")).hasToString("{\"orders\":\"41\",\"sessions\":\"2\"}");
  }

  @Test
  void databaseThatIsAwayFailsTheSnapshotAndLeavesNothingBehind() {
    postgresql.clear();

    assertThatThrownBy(shop::take)
        .isInstanceOf(SnapshotFailed.class)
        .hasMessageStartingWith(
            "The snapshot could not be taken, for its database could not be dumped: ")
        .hasMessageContaining("(application shop, database orders)")
        .hasMessageEndingWith("Nothing was left behind. Remove the cause, then try again.");
    assertThat(directory.resolve("snapshots/shop")).isEmptyDirectory();
  }

  @Test
  void stepThatDiedWhileDumpingIsTakenAnewAndThenFoundAgain() throws IOException {
    var killed = new boolean[1];
    var dying =
        new Shop(
            shop.home,
            shop.store,
            (command, lines) -> {
              if (command.arguments().stream().anyMatch(each -> each.startsWith("--file=/"))
                  && !killed[0]) {
                killed[0] = true;
                host.run(command, lines);
                throw new Killed();
              }
              return host.run(command, lines);
            });
    dying.databases = shop.databases;
    assertThatThrownBy(() -> take(dying)).isInstanceOf(Killed.class);
    assertThat(leftovers()).isNotEmpty();

    var snapshot = take(dying);

    assertThat(leftovers()).isEmpty();
    assertThat(take(dying)).isEqualTo(snapshot);
    assertThat(dying.snapshots.verifyDeeply(snapshot.id()).problems()).isEmpty();
  }

  /** Nothing handles it, just as nothing runs any more after {@code kill -9}. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static Snapshot take(Shop shop) {
    return shop.snapshots.take(shop.application(), SnapshotLabel.PRE_ROLLBACK, KEY);
  }

  private List<Path> leftovers() throws IOException {
    try (var found = Files.newDirectoryStream(directory.resolve("snapshots/shop"), ".tmp-*")) {
      var all = new ArrayList<Path>();
      found.forEach(all::add);
      return all;
    }
  }

  @Test
  void damagedDumpIsFoundAndRefused() throws Exception {
    var snapshot = shop.take();
    Tampering.flipByte(file(snapshot, "databases/orders.dump"), 900);
    Tampering.truncate(file(snapshot, "databases/sessions.sqlite"), 4096);

    assertThat(shop.snapshots.verify(snapshot.id()).problems())
        .containsExactly(
            "Its dump of orders does not match its checksum",
            "Its dump of sessions has 4096 bytes, its manifest says 8192");
    assertThatThrownBy(() -> shop.snapshots.dump(snapshot.id(), ORDERS))
        .isInstanceOf(SnapshotCorrupt.class)
        .hasMessageStartingWith("Its dump of orders does not match its checksum");
    Files.delete(file(snapshot, "databases/orders.dump"));
    assertThatThrownBy(() -> shop.snapshots.dump(snapshot.id(), ORDERS))
        .isInstanceOf(SnapshotCorrupt.class)
        .hasMessageStartingWith("Its dump of orders is not there");
  }

  @Test
  void linkInPlaceOfADumpIsNoDump() throws Exception {
    var snapshot = shop.take();
    var dump = file(snapshot, "databases/orders.dump");
    Files.createSymbolicLink(dump, Files.move(dump, dump.resolveSibling("elsewhere")));

    assertThat(shop.snapshots.verify(snapshot.id()).problems())
        .containsExactly("Its dump of orders is not there");
  }

  @Test
  void dumpThatPassesItsChecksumAndIsNoneIsFoundByLookingDeeply() throws Exception {
    Needs.programs("pg_restore");
    var snapshot = shop.take();
    for (var name : List.of("orders.dump", "sessions.sqlite")) {
      Files.writeString(file(snapshot, "databases/" + name), "no dump at all");
    }
    Tampering.rewrite(
        shop.directory(snapshot),
        manifest ->
            databases(manifest)
                .forEach(
                    dump ->
                        ((ObjectNode) dump)
                            .put("size", 14)
                            .put("sha256", Sha256.of("no dump at all".getBytes()))));

    assertThat(shop.snapshots.verify(snapshot.id()).problems()).isEmpty();
    assertThat(shop.snapshots.verifyDeeply(snapshot.id()).problems())
        .satisfiesExactly(
            problem -> assertThat(problem).startsWith("Its dump of orders cannot be read: "),
            problem -> assertThat(problem).startsWith("Its dump of sessions cannot be read: "));
  }

  @Test
  void manifestThatNamesAFileElsewhereIsRefused() throws Exception {
    var snapshot = shop.take();
    Tampering.rewrite(
        shop.directory(snapshot),
        manifest -> ((ObjectNode) databases(manifest).get(0)).put("file", "../../../etc/passwd"));

    assertThatThrownBy(() -> shop.snapshots.dump(snapshot.id(), ORDERS))
        .isInstanceOf(SnapshotCorrupt.class)
        .hasMessageStartingWith("Its list of databases contradicts itself");
    assertThat(shop.snapshots.list(Shop.ID)).isEmpty();
  }

  @Test
  void snapshotWithoutThatDatabaseSaysWhichItHas() {
    var without = new Shop(shop.home, shop.store, host);
    var snapshot = without.take();

    assertThat(snapshot.databases()).isEmpty();
    assertThatThrownBy(() -> shop.snapshots.dump(snapshot.id(), ORDERS))
        .isInstanceOf(DumpNotInSnapshot.class)
        .hasMessageContaining("It holds none at all. Choose a snapshot that does.");
    assertThatThrownBy(() -> shop.snapshots.dump(shop.take().id(), new DatabaseId("other")))
        .isInstanceOf(DumpNotInSnapshot.class)
        .hasMessageContaining("one of its databases: [orders, sessions].");
  }

  @Test
  void snapshotOfATimeBeforeDatabasesWereKeptIsReadAsBefore() throws Exception {
    shop.databases = Map.of();
    var snapshot = shop.take();

    assertThat(Tampering.manifest(shop.directory(snapshot)).has("databases")).isFalse();
    assertThat(shop.snapshots.verifyDeeply(snapshot.id()).problems()).isEmpty();
    shop.restore(snapshot);
  }

  private static ArrayNode databases(ObjectNode manifest) {
    return manifest.withArray("databases");
  }

  private Path file(Snapshot snapshot, String name) {
    return shop.directory(snapshot).resolve(name);
  }

  private void sqlite(String... statements) {
    try {
      Files.createDirectories(shop.home.resolve("var"));
      try (var connection = DriverManager.getConnection(url());
          var statement = connection.createStatement()) {
        for (var sql : statements) {
          statement.execute(sql);
        }
      }
    } catch (IOException | SQLException e) {
      throw new AssertionError(e);
    }
  }

  private String sqliteValue(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.getString(1);
    }
  }

  private String url() {
    return "jdbc:sqlite:" + shop.home.resolve("var/sessions.db");
  }
}
