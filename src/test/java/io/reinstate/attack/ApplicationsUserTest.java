package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reinstate.catalog.ApplicationRefused;
import io.reinstate.catalog.CatalogLoader;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.SystemUser;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.database.DatabaseRestores;
import io.reinstate.database.Databases;
import io.reinstate.database.Migrations;
import io.reinstate.git.Revisions;
import io.reinstate.health.HealthChecks;
import io.reinstate.health.HealthScope;
import io.reinstate.health.Verdict;
import io.reinstate.host.LocalHost;
import io.reinstate.release.Builds;
import io.reinstate.release.HomeCommands;
import io.reinstate.release.KnownGood;
import io.reinstate.release.ReleaseSettings;
import io.reinstate.release.Releases;
import io.reinstate.service.Services;
import io.reinstate.snapshot.Needs;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.toggle.Toggles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command that a catalog names has the rights of the application's user where Reinstate is
 * root: each writes down who it is.
 */
class ApplicationsUserTest {

  private static final String CATALOG =
      """
      application: shop
      title: Shop
      home: ../home
      user: nobody
      files: { include: ["app/**", "dist/**"] }
      services:
        web:
          title: Web
          commands:
            start: [sh, -c, id -u > started; touch up]
            stop: [sh, -c, id -u > stopped; rm -f up]
            status: [sh, -c, id -u > asked; test -e up]
          deadline: 1s
          health: [{ name: who, command: { run: [sh, -c, id -u > probed; test -e up] } }]
      toggles:
        search:
          title: Search
          commands:
            set: [sh, -c, 'id -u > set; echo "$1" > search', sh, "{value}"]
            state: [sh, -c, id -u > told; cat search]
          on: enabled
          off: disabled
          apply: nothing
      releases:
        repository: .
        stable: ["v*"]
        build: [{ run: [sh, -c, mkdir -p dist; id -u > dist/built] }]
        artifacts: ["dist/**"]
      databases:
        orders:
          title: Orders
          sqlite: { file: orders.db }
          schema: select user_version from pragma_user_version
      migrations:
        database: orders
        down: { run: [sh, -c, 'id -u > migrated; sqlite3 orders.db "pragma user_version = $1"', sh, "{version}"] }
      """;

  @TempDir private Path root;

  private final LocalHost host = new LocalHost();
  private Path home;
  private SystemUser owner;

  @BeforeEach
  void anApplicationOfNobody() throws IOException {
    assumeTrue(SystemUser.weAreRoot(), "Only root can run commands as another user");
    Needs.programs("git", "sqlite3");
    owner = SystemUser.of("nobody").orElseThrow();
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    home = Files.createDirectory(root.resolve("home"));
    Files.createDirectory(root.resolve("catalog"));
    Files.createDirectory(home.resolve("app"));
    Files.writeString(home.resolve("app/page"), "good");
    Files.writeString(home.resolve("search"), "enabled\n");
    Needs.run(home, "git", "init", "-q");
    Needs.run(home, "git", "add", "app");
    Needs.run(
        home, "git", "-c", "user.name=Ada", "-c", "user.email=a@example.org", "commit", "-qm", "1");
    Needs.run(home, "git", "tag", "v1");
    Needs.run(home, "sqlite3", "orders.db", "create table orders (id); pragma user_version = 3");
    Needs.run(home, "chown", "-R", "nobody", home.toString());
  }

  private Application shop(String catalog) throws IOException {
    Files.writeString(root.resolve("catalog/shop.yaml"), catalog);
    return new CatalogLoader(root.resolve("state"))
        .load(List.of(root.resolve("catalog")))
        .application(new ApplicationId("shop"));
  }

  private void wasOwner(String file) {
    assertThat(home.resolve(file)).as(file).hasContent(Long.toString(owner.uid()));
  }

  @Test
  void servicesAndProbes() throws IOException {
    var shop = shop(CATALOG);
    var services = new Services(host);
    services.startAll(shop);
    var report =
        new HealthChecks(host, services, settings(), Clock.systemUTC())
            .check(shop, HealthScope.application());
    services.status(shop, new ServiceId("web"));
    services.stopAll(shop);

    assertThat(report.verdict()).as(report.sentence()).isEqualTo(Verdict.HEALTHY);
    List.of("started", "asked", "probed", "stopped").forEach(this::wasOwner);
  }

  @Test
  void toggles() throws IOException {
    var shop = shop(CATALOG);

    new Toggles(host).set(shop, new ToggleId("search"), "disabled", "shop-0001.1");

    List.of("set", "told").forEach(this::wasOwner);
    assertThat(home.resolve("search")).hasContent("disabled");
  }

  @Test
  void migrations() throws IOException {
    var shop = shop(CATALOG);

    new Migrations(host, new Databases(host), new DatabaseRestores(host))
        .down(shop, "2", "shop-0001.1", line -> {});

    wasOwner("migrated");
  }

  @Test
  void buildsAndInstallations() throws IOException {
    var shop = shop(CATALOG);
    var snapshots = new Snapshots(settings(), host, new Revisions(), Clock.systemUTC());
    var releases =
        new ReleaseSettings(
            Files.createDirectory(root.resolve("releases")), Duration.ofSeconds(30));

    var release =
        new Releases(new KnownGood(settings(), Clock.systemUTC()), releases).resolve(shop, "v1");
    var built =
        new Builds(snapshots, releases, host, Clock.systemUTC()).build(shop, release, "build");
    new HomeCommands(releases, host, Clock.systemUTC())
        .run(
            shop,
            List.of(
                new CommandSpec(
                    List.of("sh", "-c", "id -u > installed"),
                    Map.of(),
                    Map.of(),
                    Duration.ofSeconds(20))),
            "the installation",
            "shop-0001.1-install");

    assertThat(snapshots.text(built, "dist/built")).contains(owner.uid() + "\n");
    wasOwner("installed");
  }

  @Test
  void aCatalogThatDoesNotSayWhoIsRefused() {
    assertThatThrownBy(() -> shop(CATALOG.replace("user: nobody\n", "")))
        .isInstanceOf(ApplicationRefused.class)
        .hasMessageContaining("whose rights the application's services and commands have")
        .hasMessageContaining("user: root");
  }

  private SnapshotSettings settings() {
    return new SnapshotSettings(root.resolve("snapshots"));
  }
}
