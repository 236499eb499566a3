package io.reinstate.rollback.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.CatalogLoader;
import io.reinstate.catalog.OwnEntry;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.database.Databases;
import io.reinstate.git.Revisions;
import io.reinstate.host.LocalHost;
import io.reinstate.rollback.PlannedAct.RestoreDatabase;
import io.reinstate.rollback.record.Act;
import io.reinstate.rollback.record.ApplicationBusy;
import io.reinstate.rollback.record.RecordDatabase;
import io.reinstate.runbook.KnownRunbooks;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.store.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two applications have one database. */
class SharedDatabasesTest {

  private static final ApplicationId SHOP = new ApplicationId("shop");
  private static final ApplicationId BLOG = new ApplicationId("blog");
  private static final DatabaseId MAIN = new DatabaseId("main");

  @TempDir Path root;

  private final RecordDatabase records = new RecordDatabase();
  private Catalog catalog;
  private Application shop;
  private SharedDatabases shared;

  @BeforeEach
  void setUp() throws IOException {
    Files.createDirectories(root.resolve("home"));
    shop = load("shop", "orders");
    catalog = new Catalog(List.of(shop, load("blog", "posts")));
    shared = new SharedDatabases(catalog);
  }

  @AfterEach
  void close() {
    records.close();
  }

  /** Each from a catalog of its own, so that they may have one home, and in it one SQLite file. */
  private Application load(String name, String table) throws IOException {
    var directory = Files.createDirectories(root.resolve("catalog-of-" + name));
    Files.writeString(
        directory.resolve(name + ".yaml"),
        OwnEntry.of(
            """
            application: %s
            title: The %1$s
            home: ../home
            files: { include: ["app/**"] }
            databases:
              main:
                title: Main
                sqlite: { file: main.db }
                written: { %s: "select count(*) from %2$s where at > :since" }
            """
                .formatted(name, table)));
    return new CatalogLoader(root.resolve("state"))
        .load(List.of(directory))
        .application(new ApplicationId(name));
  }

  private void execute(String... statements) throws SQLException {
    try (var open = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("home/main.db"));
        var statement = open.createStatement()) {
      for (var each : statements) {
        statement.execute(each);
      }
    }
  }

  @Test
  void planCountsWhatTheOtherApplicationWroteAndNamesIt() throws SQLException {
    execute("create table orders (at text)", "create table posts (at text)");
    var host = new LocalHost();
    var snapshots =
        new Snapshots(
            new SnapshotSettings(root.resolve("snapshots")),
            host,
            new Revisions(),
            Clock.systemUTC());
    var target = snapshots.take(shop, new SnapshotLabel("before"));
    execute(
        "insert into orders values ('2999-01-01 00:00:00')",
        "insert into posts values ('2999-01-01 00:00:00'), ('2999-01-02 00:00:00')");
    var warnings = new ArrayList<String>();

    var acts =
        new DataActs(new Databases(host), null, new WrittenData(), shared)
            .restore(shop, target, Set.of(MAIN), warnings);

    assertThat(acts).hasSize(1);
    var restore = (RestoreDatabase) acts.get(0);
    assertThat(restore.written()).isEqualTo(Map.of("orders", 1L, "posts of blog", 2L));
    assertThat(warnings)
        .containsExactly(
            "Database main is one of The blog (blog) too: what happens to it happens to them, while"
                + " they run.");
  }

  @Test
  void onlyWhatMayChangeDatabasesKeepsTheOtherApplicationBusy() {
    assertThat(shared.alongside(KnownRunbooks.DATABASE_ROLLBACK, shop, Optional.of(MAIN)))
        .containsExactly(BLOG);
    assertThat(shared.alongside(KnownRunbooks.FULL_RESTORE, shop, Optional.empty()))
        .containsExactly(BLOG);
    assertThat(shared.alongside(KnownRunbooks.FULL_ROLLBACK, shop, Optional.empty()))
        .containsExactly(BLOG);
    assertThat(shared.alongside(KnownRunbooks.MODULE_ROLLBACK, shop, Optional.empty())).isEmpty();
    assertThat(
            shared.alongside(
                KnownRunbooks.DATABASE_ROLLBACK, shop, Optional.of(new DatabaseId("another"))))
        .isEmpty();
  }

  @Test
  void oneActAtATimeAcrossAllWhoShareIt() {
    var rollbacks = records.rollbacks(Clock.systemUTC(), catalog);
    var claims = records.claims(catalog);
    records.running.addAll(Set.of("i-1", "i-2", "i-3"));
    rollbacks.open(act("i-1", SHOP), Set.of(BLOG));

    assertThat(claims.applications()).containsExactlyInAnyOrder(SHOP, BLOG);
    assertThatThrownBy(() -> rollbacks.open(act("i-2", BLOG)))
        .isInstanceOf(ApplicationBusy.class)
        .hasMessageStartingWith(
            "Something else is being done to blog, which shares a database with shop: shop-0001");
    claims.takeTurn("shop", "i-1");

    records.running.remove("i-1");
    rollbacks.open(act("i-2", BLOG));
    assertThatThrownBy(() -> rollbacks.open(act("i-3", SHOP), Set.of(BLOG)))
        .isInstanceOf(ApplicationBusy.class)
        .hasMessageContaining("blog, which shares a database with shop: blog-0001");
  }

  private static Act act(String instance, ApplicationId application) {
    return new Act(
        instance,
        KnownRunbooks.DATABASE_ROLLBACK.id(),
        application,
        "olivia",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
