package io.reinstate.rollback.plan;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.MigrationsSpec;
import io.reinstate.database.Migrations;
import io.reinstate.rollback.PlannedAct.MigrateSchemaDown;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotDatabase;
import io.reinstate.snapshot.store.Snapshots;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which version of the schema a release works with, and whether the schema can go back to it. */
@Component
public class SchemaTargets {

  private final Snapshots snapshots;
  private final Migrations migrations;

  SchemaTargets(Snapshots snapshots, Migrations migrations) {
    this.snapshots = snapshots;
    this.migrations = migrations;
  }

  /**
   * The way down to the version that was named, or else to the one of the newest snapshot that was
   * taken while the release was live.
   *
   * @param commit the release, a full commit id
   * @throws RequestRefused when nobody can tell the version
   * @throws io.reinstate.database.MigrationRefused when the schema cannot go back to it
   */
  public MigrateSchemaDown find(Application application, String commit, Optional<String> named) {
    var version =
        named.or(() -> remembered(application, commit)).orElseThrow(() -> unknown(application));
    var now = migrations.check(application, version);
    return new MigrateSchemaDown(application.migrations().orElseThrow().database(), now, version);
  }

  /** The version of a schema when a snapshot was taken, or while its release was live. */
  Optional<String> knownAt(Application application, Snapshot target, DatabaseId database) {
    return Optional.ofNullable(target.databases().get(database))
        .flatMap(SnapshotDatabase::schemaVersion)
        .or(
            () ->
                target
                    .revision()
                    .filter(
                        release ->
                            application
                                .migrations()
                                .filter(spec -> spec.database().equals(database))
                                .isPresent())
                    .flatMap(release -> remembered(application, release.commit())));
  }

  private Optional<String> remembered(Application application, String commit) {
    var database = application.migrations().map(MigrationsSpec::database);
    return snapshots.list(application.id()).stream()
        .filter(each -> each.revision().filter(live -> live.commit().equals(commit)).isPresent())
        .flatMap(each -> database.map(each.databases()::get).stream())
        .flatMap(dump -> dump.schemaVersion().stream())
        .findFirst();
  }

  private static RequestRefused unknown(Application application) {
    return new RequestRefused(
        application.migrations().isEmpty()
            ? "The catalog does not say how the schema of " + application.id() + " goes back"
            : "No snapshot tells which version of the schema that release works with",
        "schemaVersion",
        application.migrations().isEmpty()
            ? "Add migrations to the catalog, or roll back the code alone."
            : "Name the version.");
  }
}
