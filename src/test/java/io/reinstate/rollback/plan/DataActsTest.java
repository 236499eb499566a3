package io.reinstate.rollback.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.CatalogLoader;
import io.reinstate.catalog.OwnEntry;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.database.DatabaseRestores;
import io.reinstate.database.Databases;
import io.reinstate.database.Migrations;
import io.reinstate.git.Revisions;
import io.reinstate.host.LocalHost;
import io.reinstate.snapshot.Snapshot;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files go back, and the schema they work with is told. */
class DataActsTest {

  private static final ApplicationId SHOP = new ApplicationId("shop");

  @TempDir Path root;

  private final LocalHost host = new LocalHost();
  private Application shop;
  private Snapshots snapshots;
  private Snapshot target;

  @BeforeEach
  void aSnapshotAtVersionFour() throws IOException, SQLException {
    Files.createDirectories(root.resolve("home/app"));
    Files.writeString(root.resolve("home/app/code"), "4");
    var catalog = Files.createDirectories(root.resolve("catalog"));
    Files.writeString(
        catalog.resolve("shop.yaml"),
        OwnEntry.of(
            """
            application: shop
            title: Shop
            home: ../home
            files: { include: ["app/**"] }
            databases:
              main:
                title: Main
                sqlite: { file: main.db }
                schema: select user_version from pragma_user_version
            """));
    shop = new CatalogLoader(root.resolve("state")).load(List.of(catalog)).application(SHOP);
    snapshots =
        new Snapshots(
            new SnapshotSettings(root.resolve("snapshots")),
            host,
            new Revisions(),
            Clock.systemUTC());
    version(4);
    target = snapshots.take(shop, new SnapshotLabel("before"));
  }

  @Test
  void filesThatGoBackBelowANewerSchemaAreWarnedOf() throws SQLException {
    version(5);

    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("database main is at version 5, and was at 4 with these files");
  }

  @Test
  void nothingIsToldWhileTheSchemaIsTheSame() {
    assertThat(warnings()).isEmpty();
  }

  @Test
  void aDatabaseThatCannotBeAskedIsToldAsThat() throws IOException {
    Files.delete(root.resolve("home/main.db"));

    assertThat(warnings()).singleElement().asString().contains("version 4, cannot be told");
  }

  private List<String> warnings() {
    var warnings = new ArrayList<String>();
    var databases = new Databases(host);
    new DataActs(
            databases,
            new SchemaTargets(
                snapshots, new Migrations(host, databases, new DatabaseRestores(host))),
            new WrittenData(),
            new SharedDatabases(new Catalog(List.of(shop))))
        .compareSchemas(shop, target, warnings);
    return warnings;
  }

  private void version(int version) throws SQLException {
    try (var open = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("home/main.db"));
        var statement = open.createStatement()) {
      statement.execute("pragma user_version = " + version);
      statement.execute("create table if not exists orders (id integer)");
    }
  }
}
