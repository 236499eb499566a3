package io.reinstate.snapshot.store;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.database.Databases;
import io.reinstate.host.Cancellation;
import io.reinstate.snapshot.SnapshotFailed;
import io.reinstate.snapshot.archive.Manifest.Dump;
import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Dumps an application's databases into the directory of a snapshot that is being written, one
 * after another.
 */
final class Dumps {

  private final Databases databases;
  private final Clock clock;

  Dumps(Databases databases, Clock clock) {
    this.databases = databases;
    this.clock = clock;
  }

  /**
   * Writes them all, each verified and on the disk.
   *
   * @throws SnapshotFailed when one cannot be dumped
   */
  List<Dump> write(Application application, Path snapshot) throws IOException {
    var dumps = new ArrayList<Dump>();
    if (!application.databases().isEmpty()) {
      Durable.createDirectories(snapshot.resolve(Dump.DIRECTORY));
      for (var id : application.databases().keySet()) {
        Cancellation.check();
        dumps.add(write(application, id, snapshot));
      }
    }
    return dumps;
  }

  private Dump write(Application application, DatabaseId id, Path snapshot) {
    var taken = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var file = Dump.file(id, Databases.format(application, id));
    try {
      var info = databases.dump(application, id, snapshot.resolve(file));
      return new Dump(
          id, file, info.format(), info.size(), info.sha256(), info.schema(), info.server(), taken);
    } catch (ReinstateException e) {
      throw new SnapshotFailed(
          "The snapshot could not be taken, for its database could not be dumped: "
              + e.getMessage(),
          "application " + application.id() + ", database " + id,
          "Nothing was left behind. Remove the cause, then try again.",
          e);
    }
  }
}
