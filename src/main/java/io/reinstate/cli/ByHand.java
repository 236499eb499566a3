package io.reinstate.cli;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.DatabaseServer;
import io.reinstate.catalog.application.DatabaseServer.Postgresql;
import io.reinstate.catalog.application.DatabaseServer.Sqlite;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.store.Snapshots;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells how an application's databases are brought back from a snapshot, for this line does not.
 */
final class ByHand {

  private final Snapshots snapshots;

  ByHand(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  /** Lines for a reader; none when the application has no database. */
  List<String> lines(Application application, Snapshot snapshot) {
    var lines = new ArrayList<String>();
    if (!application.databases().isEmpty()) {
      lines.add(
          "Only files were restored. Each database is as it was; to bring one back, too, stop what"
              + " uses it, then:");
      application
          .databases()
          .forEach((id, database) -> lines.add("  " + command(snapshot, id, database.server())));
    }
    return lines;
  }

  private String command(Snapshot snapshot, DatabaseId id, DatabaseServer server) {
    if (!snapshot.databases().containsKey(id)) {
      return "(" + id + ": the snapshot holds no dump of it)";
    }
    var dump = snapshots.dump(snapshot.id(), id);
    return server instanceof Postgresql postgresql
        ? command(postgresql, dump)
        : "sqlite3 "
            + quoted(((Sqlite) server).file().toString())
            + " "
            + quoted(".restore \"" + dump + "\"");
  }

  private static String command(Postgresql server, Path dump) {
    var program = server.programs().map(each -> each.resolve("pg_restore") + "");
    return String.join(
        " ",
        quoted(program.orElse("pg_restore")),
        "--clean --if-exists --single-transaction",
        "--host=" + server.host(),
        "--port=" + server.port(),
        "--username=" + quoted(server.user()),
        "--dbname=" + quoted(server.database()),
        quoted(dump.toString()));
  }

  /** As a shell reads it. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
