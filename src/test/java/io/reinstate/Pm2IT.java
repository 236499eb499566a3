package io.reinstate;

import static io.reinstate.Pm2Application.answer;
import static io.reinstate.Pm2Application.pm2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.service.ServiceStatus;
import io.reinstate.service.Services;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.store.Snapshots;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What pm2 keeps in cluster mode goes back, and pm2 says so, too. */
@Tag("long")
@ReinstateTest
class Pm2IT {

  private static final ServiceId WEB = new ServiceId("web");

  @LocalServerPort private int port;
  @Autowired private Catalog catalog;
  @Autowired private Services services;
  @Autowired private Snapshots snapshots;

  @BeforeEach
  void theSecondVersionServes() {
    assumeTrue(NodeRedApplication.packagesCanBeInstalled(), "this needs npm, and a registry");
    Pm2Application.install();
    start();
    assertThat(answer()).isEqualTo("one");
    snapshots.markStable(
        snapshots.take(application(), SnapshotLabel.MANUAL).id(), "test", "it works");
    Pm2Application.version("two");
    services.stop(application(), WEB);
    start();
    assertThat(answer()).isEqualTo("two");
  }

  private void start() {
    services.start(application(), WEB);
    new Health(port, "tickets").awaitHealthy();
  }

  @AfterEach
  void stop() {
    Rollback.cancelAll(port);
    pm2("kill");
  }

  @Test
  void anEmergencyStopsAllProcessesAndStartsThemWithTheOldFiles() {
    var before = pm2("pid", "web");

    var rollback =
        Rollback.start(
            port,
            "olivia",
            "emergency-rollback",
            "{\"application\":\"tickets\",\"reason\":\"two is broken\"}");

    assertThat(rollback.untilEnded().outcome()).as(rollback.detail()).isEqualTo("restored");
    for (var i = 0; i < 6; i++) {
      assertThat(answer()).isEqualTo("one");
    }
    assertThat(pm2("pid", "web").lines())
        .filteredOn(line -> line.matches("[1-9][0-9]*"))
        .hasSize(2)
        .doesNotContainAnyElementsOf(before.lines().toList());
  }

  @Test
  void whatPm2StoppedIsToldAsStopped() {
    assertThat(services.status(application(), WEB).state()).isEqualTo(ServiceStatus.State.RUNNING);

    pm2("stop", "web");

    assertThat(services.status(application(), WEB).state()).isEqualTo(ServiceStatus.State.STOPPED);
  }

  private Application application() {
    return catalog.application(new ApplicationId("tickets"));
  }
}
