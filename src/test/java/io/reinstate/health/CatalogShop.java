package io.reinstate.health;

import io.reinstate.catalog.CatalogLoader;
import io.reinstate.catalog.OwnEntry;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.exchange.Exchanges;
import io.reinstate.git.Revisions;
import io.reinstate.host.LocalHost;
import io.reinstate.service.Services;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.store.Snapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** An application of a file of the catalog, in a directory of a test, and what asks its probes. */
final class CatalogShop {

  final Path home;
  final Services services = new Services(new LocalHost());
  final SnapshotSettings settings;
  final Snapshots snapshots;
  final Exchanges exchanges;
  final HealthChecks checks;
  private final Path catalog;

  CatalogShop(Path directory) {
    home = directory.resolve("home");
    catalog = directory.resolve("catalog");
    settings = new SnapshotSettings(directory.resolve("snapshots"));
    snapshots = new Snapshots(settings, new LocalHost(), new Revisions(), Clock.systemUTC());
    exchanges = new Exchanges(snapshots, settings, Clock.systemUTC());
    checks = new HealthChecks(new LocalHost(), services, settings, Clock.systemUTC());
    write("app/page", "good");
    write("run.sh", "exec sleep 600");
  }

  Path write(String path, String content) {
    try {
      Files.createDirectories(home.resolve(path).getParent());
      return Files.writeString(home.resolve(path), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With these probes in the health of its service; YAML maps. */
  Application with(String... probes) {
    var yaml =
        OwnEntry.of(
                """
        application: shop
        title: Shop
        home: ../home
        files: { include: ["app/**"] }
        services:
          web:
            title: Web
            supervised: { command: [sh, run.sh], grace: 1s }
            deadline: 1s
            health:
        %s
        databases:
          orders: { title: Orders, sqlite: { file: data/orders.db } }
        """)
            .formatted("      - " + String.join("\n      - ", probes));
    try {
      Files.createDirectories(catalog);
      Files.writeString(catalog.resolve("shop.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new CatalogLoader(catalog.resolveSibling("state"))
        .load(List.of(catalog))
        .application(new ApplicationId("shop"));
  }

  /** What the only probe answers. */
  ProbeResult ask(String probe) {
    return checks.check(with(probe), HealthScope.application()).probes().get(0);
  }
}
