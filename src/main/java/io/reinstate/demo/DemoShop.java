package io.reinstate.demo;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.health.HealthChecks;
import io.reinstate.health.HealthScope;
import io.reinstate.health.Verdict;
import io.reinstate.service.Services;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.store.Snapshots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

/**
 * The demo shop: a process of its own that keeps running when Reinstate stops, and is found again
 * when it starts.
 *
 * <p>Its first stable snapshot is taken when it is healthy for the first time.
 */
public class DemoShop {

  private static final Logger LOG = LoggerFactory.getLogger(DemoShop.class);

  private final ShopInstaller installer;
  private final DemoSettings settings;
  private final Catalog catalog;
  private final Services services;
  private final HealthChecks checks;
  private final Snapshots snapshots;

  DemoShop(
      ShopInstaller installer,
      DemoSettings settings,
      Catalog catalog,
      Services services,
      HealthChecks checks,
      Snapshots snapshots) {
    this.installer = installer;
    this.settings = settings;
    this.catalog = catalog;
    this.services = services;
    this.checks = checks;
    this.snapshots = snapshots;
  }

  @EventListener(ApplicationReadyEvent.class)
  @Order(20)
  void open() {
    var shop = shop();
    if (!services.minimalStandsIn(shop)) {
      services.startAll(shop);
    }
    if (snapshots.list(shop.id()).isEmpty()) {
      keepFirstStable(shop);
    }
    LOG.info("{}", firstScreen());
  }

  private void keepFirstStable(Application shop) {
    var report = checks.await(shop, HealthScope.application());
    if (report.verdict() == Verdict.HEALTHY) {
      var snapshot = snapshots.take(shop, SnapshotLabel.INITIAL);
      snapshots.markStable(snapshot.id(), "demo", "healthy after its first start");
    } else {
      LOG.warn(
          "The demo shop did not become healthy, so it has no stable snapshot yet. {}",
          report.sentence());
    }
  }

  private Application shop() {
    return catalog.application(new ApplicationId("shop"));
  }

  private String firstScreen() {
    return """
    The demo shop runs at http://127.0.0.1:%d/ and keeps running when Reinstate stops.

      Users
    %s

      Try this in Tasklist, as olivia:
      1. Start «Demo: deploy a release of the shop», choose v1.1.0, and see the shop fail.
      2. Start «Emergency rollback», give a reason, and see the shop work again within seconds.
      3. Deploy v1.0.1 (payment is broken), start «Module rollback» for Payment, approve it as samir.
      4. In Cockpit, open «Rollbacks» to read what happened.
    """
        .formatted(settings.shopPort(), DemoPeople.listed().indent(4).stripTrailing());
  }

  /**
   * Puts a release live the way the shop's team does: check it out over the files, then restart.
   */
  public void deploy(String release) {
    var shop = shop();
    services.stopMinimal(shop);
    services.stopAll(shop);
    installer.deploy(release);
    services.startAll(shop);
  }
}
