package io.reinstate;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.service.Services;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.store.Snapshots;

/** An application that a test finds as it wants it, and leaves down. */
record RunningApplication(
    int port, Application application, Services services, Snapshots snapshots) {

  RunningApplication(
      String name, int port, Catalog catalog, Services services, Snapshots snapshots) {
    this(port, catalog.application(new ApplicationId(name)), services, snapshots);
  }

  /** Cancels what runs, undoes what it began, and stops all services. */
  void stop() {
    Rollback.cancelAll(port);
    services.stopMinimal(application);
    services.stopAll(application);
  }

  /** Starts all services and waits until they are healthy. */
  void start() {
    services.startAll(application);
    new Health(port, application.id().value()).awaitHealthy();
  }

  /** The process of its service «web». */
  long process() {
    return services.status(application, new ServiceId("web")).pid().orElseThrow();
  }

  /** Takes a snapshot that an emergency goes back to. */
  void markStable() {
    var taken = snapshots.take(application, SnapshotLabel.MANUAL);
    snapshots.markStable(taken.id(), "test", "it works");
  }
}
