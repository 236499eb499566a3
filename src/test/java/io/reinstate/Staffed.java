package io.reinstate;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.service.Services;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.store.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The {@link StaffedApplication}, as a test begins and ends with it. */
record Staffed(Catalog catalog, Services services, Snapshots snapshots) {

  static final Path MODE = StaffedApplication.HOME.resolve("mode/mode");

  /** It works, was marked stable, and nothing else is done to it. */
  void begin(int port) throws IOException {
    Rollback.cancelAll(port);
    Files.writeString(MODE, "ok");
    services.startAll(application());
    stable();
  }

  void stable() {
    var snapshot = snapshots.take(application(), SnapshotLabel.MANUAL);
    snapshots.markStable(snapshot.id(), "test", "it works");
  }

  void end(int port) {
    Rollback.cancelAll(port);
    services.stopAll(application());
  }

  Application application() {
    return catalog.application(new ApplicationId("staffed"));
  }
}
