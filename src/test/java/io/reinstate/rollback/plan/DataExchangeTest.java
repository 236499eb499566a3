package io.reinstate.rollback.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.CatalogLoader;
import io.reinstate.catalog.OwnEntry;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.database.DatabaseRestores;
import io.reinstate.database.Databases;
import io.reinstate.database.Migrations;
import io.reinstate.database.product.RestoreState;
import io.reinstate.host.Cancellation;
import io.reinstate.host.LocalHost;
import io.reinstate.rollback.DataSince;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.LiveShop;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.runbook.KnownRunbooks;
import io.reinstate.tree.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real SQLite database. */
class DataExchangeTest {

  private static final String KEY = "shop-0001.1";
  private static final DatabaseId ORDERS = new DatabaseId("orders");

  @TempDir Path directory;

  @Test
  void whatWasConfirmedWithTheFilesIsGivenUpThoughTheRollbackIsCancelledInThatMoment()
      throws Exception {
    var shop = new LiveShop(directory, false);
    var application = application();
    var host = new LocalHost();
    var databases = new Databases(host);
    var restores = new DatabaseRestores(host);
    try (var open = DriverManager.getConnection("jdbc:sqlite:" + shop.home.resolve("orders.db"));
        var statement = open.createStatement()) {
      statement.execute("create table orders (id integer primary key)");
    }
    databases.dump(application, ORDERS, directory.resolve("dump"));
    restores.prepare(application, ORDERS, directory.resolve("dump"), KEY);
    restores.exchange(application, ORDERS, KEY);
    var data =
        new DataExchange(
            shop.snapshots, shop.exchanges, restores, new Migrations(host, databases, restores));
    var cancelled = new Cancellation(() -> {});
    cancelled.cancel("not wanted any more");

    cancelled.during(
        () -> {
          data.confirm(application, plan(), KEY);
          return null;
        });

    assertThat(restores.state(application, ORDERS, KEY)).isEqualTo(RestoreState.NONE);
  }

  private Application application() throws IOException {
    var catalog = Files.createDirectory(directory.resolve("catalog"));
    Files.writeString(
        catalog.resolve("shop.yaml"),
        OwnEntry.of(
            """
        application: shop
        title: Shop
        home: ../shop
        files: { include: ["payment/**"] }
        services:
          web: { title: Web, supervised: { command: [sleep, "1"] } }
        databases:
          orders: { title: Orders, sqlite: { file: orders.db } }
        """));
    return new CatalogLoader(catalog.resolveSibling("state"))
        .load(List.of(catalog))
        .application(new ApplicationId("shop"));
  }

  private static Plan plan() {
    var now = Instant.parse("2026-03-01T10:00:00Z");
    return new Plan(
        KnownRunbooks.DATABASE_ROLLBACK,
        new ApplicationId("shop"),
        new FileSet.OneDatabase(ORDERS),
        Optional.empty(),
        new Difference(List.of(), List.of(), List.of(), ""),
        List.of(
            new PlannedAct.RestoreDatabase(ORDERS, "Orders", now, 0, Map.of(), Optional.empty())),
        List.of(),
        new DataSince(List.of(), 0, Optional.empty()),
        Optional.empty(),
        List.of(),
        now);
  }
}
