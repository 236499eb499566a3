package io.reinstate.change;

import io.reinstate.catalog.CatalogLoader;
import io.reinstate.catalog.OwnEntry;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.database.DatabaseChanges;
import io.reinstate.database.DatabaseRestores;
import io.reinstate.database.Databases;
import io.reinstate.database.Migrations;
import io.reinstate.exchange.Exchanges;
import io.reinstate.exchange.FileChanges;
import io.reinstate.git.Revisions;
import io.reinstate.host.LocalHost;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.toggle.ToggleChanges;
import io.reinstate.toggle.Toggles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A shop with files, a SQLite database and a toggle in a file, all real, of which everything is
 * broken, and a snapshot of when it was not.
 */
final class MixedShop {

  static final String KEY = "shop-0001.1";
  static final Map<String, String> BROKEN =
      Map.of("app/one", "broken", "app/extra", "broken", "shop.env", "SALE=on", "orders", "1,7");
  static final Map<String, String> RESTORED =
      Map.of("app/one", "good", "app/gone", "good", "shop.env", "SALE=off", "orders", "1");

  private static final DatabaseId ORDERS = new DatabaseId("orders");

  final Power power = new Power();
  final Application application;
  final ChangeJournal journal;

  private final Path home;
  private final Snapshots snapshots;
  private final Snapshot good;
  private final FileChanges files;
  private final DatabaseChanges databases;
  private final ToggleChanges toggles;

  MixedShop(Path directory) throws IOException, SQLException {
    home = Files.createDirectories(directory.resolve("shop"));
    application = application(directory);
    var clock = Clock.systemUTC();
    var host = new LocalHost();
    var settings = new SnapshotSettings(directory.resolve("snapshots"));
    snapshots = new Snapshots(settings, host, new Revisions(), clock);
    files = new FileChanges(new Exchanges(snapshots, settings, clock, power::passed));
    var restores = new DatabaseRestores(host, power::passed);
    databases = new DatabaseChanges(restores, new Migrations(host, new Databases(host), restores));
    toggles = new ToggleChanges(new Toggles(host));
    journal =
        new ChangeJournal(List.of(files, databases, toggles), clock) {
          @Override
          Progress write(Application of, String key, Progress progress) {
            var written = super.write(of, key, progress);
            power.passed();
            return written;
          }
        };
    write("app/one", "good");
    write("app/gone", "good");
    write("shop.env", "SALE=off");
    sql("create table orders (id integer primary key)");
    sql("insert into orders values (1)");
    good = snapshots.take(application, SnapshotLabel.MANUAL);
    write("app/extra", "broken");
    breakAgain();
  }

  void breakAgain() throws IOException, SQLException {
    write("app/one", "broken");
    Files.deleteIfExists(home.resolve("app/gone"));
    write("shop.env", "SALE=on");
    sql("insert or ignore into orders values (7)");
  }

  Changes act() {
    return journal.open(application, KEY, changes());
  }

  List<Change> changes() {
    return Stream.<Change>of(
            databases.restore(application, KEY, ORDERS, () -> snapshots.dump(good.id(), ORDERS)),
            files.planned(
                application, Kind.FILES, KEY, good::id, Selection.everything(), all -> {}),
            toggles.planned(application, KEY, new ToggleId("sale"), "off"))
        .<Change>map(change -> new Watched(change, power))
        .toList();
  }

  /** The database as it would be without any order, which the catalog does not accept. */
  Change emptied() throws SQLException {
    sql("delete from orders");
    var dump = home.resolveSibling("empty.dump");
    new Databases(new LocalHost()).dump(application, ORDERS, dump);
    sql("insert into orders values (1), (7)");
    return databases.restore(application, KEY, ORDERS, () -> dump);
  }

  Map<String, String> picture() {
    var picture = new TreeMap<String, String>();
    try (var paths = Files.walk(home.resolve("app"))) {
      for (var path : paths.filter(Files::isRegularFile).toList()) {
        picture.put(home.relativize(path).toString(), Files.readString(path));
      }
      picture.put("shop.env", Files.readString(home.resolve("shop.env")));
      picture.put("orders", orders());
      return picture;
    } catch (IOException | SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void write(String path, String content) throws IOException {
    Files.createDirectories(home.resolve(path).getParent());
    Files.writeString(home.resolve(path), content);
  }

  private void sql(String text) throws SQLException {
    try (var connection = DriverManager.getConnection(url());
        var statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  private String orders() throws SQLException {
    try (var connection = DriverManager.getConnection(url());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select group_concat(id) from orders")) {
      return rows.getString(1);
    }
  }

  private String url() {
    return "jdbc:sqlite:" + home.resolve("orders.db");
  }

  private static Application application(Path directory) throws IOException {
    var catalog = Files.createDirectory(directory.resolve("catalog"));
    Files.writeString(
        catalog.resolve("shop.yaml"),
        OwnEntry.of(
            """
            application: shop
            title: Shop
            home: ../shop
            files: { include: ["app/**"] }
            services:
              web: { title: Web, supervised: { command: [sleep, "1"] } }
            databases:
              orders:
                title: Orders
                sqlite: { file: orders.db }
                checks: [{ name: orders, sql: select count(*) from orders, least: 1 }]
            toggles:
              sale:
                title: Sale
                file: { path: shop.env, format: env, key: SALE }
                "on": "on"
                "off": "off"
                apply: nothing
            """));
    return new CatalogLoader(catalog.resolveSibling("state"))
        .load(List.of(catalog))
        .application(new ApplicationId("shop"));
  }

  /** The power may fail before and after each step of a change, too. */
  private record Watched(Change change, Power power) implements Change {

    @Override
    public Noted noted() {
      return change.noted();
    }

    @Override
    public void stage() {
      watch(change::stage);
    }

    @Override
    public void exchange() {
      watch(change::exchange);
    }

    @Override
    public void putBack() {
      watch(change::putBack);
    }

    @Override
    public void confirm() {
      watch(change::confirm);
    }

    @Override
    public State state() {
      return change.state();
    }

    private void watch(Runnable step) {
      power.passed();
      step.run();
      power.passed();
    }
  }

  /** Counts what an act leaves behind, and does something right after one of it. */
  static final class Power {

    private int passed;
    private int point;
    private Optional<Runnable> then = Optional.empty();

    void count() {
      passed = 0;
      then = Optional.empty();
    }

    int counted() {
      return passed;
    }

    void at(int where, Runnable what) {
      passed = 0;
      point = where;
      then = Optional.of(what);
    }

    private void passed() {
      passed++;
      if (passed == point) {
        then.ifPresent(Runnable::run);
      }
    }
  }
}
