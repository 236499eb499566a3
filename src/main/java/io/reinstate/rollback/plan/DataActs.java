package io.reinstate.rollback.plan;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.database.Databases;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.PlannedAct.RestoreDataFiles;
import io.reinstate.rollback.PlannedAct.RestoreDatabase;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Works out what would be done with an application's data. It reads, and touches nothing. */
@Component
class DataActs {

  private static final String NO_MIGRATIONS =
      "The schema is not migrated by this: the release must work with the present one, or migrate it when it starts. A full rollback takes it back.";

  private final Databases databases;
  private final SchemaTargets schemas;
  private final WrittenData writtenData;
  private final SharedDatabases shared;

  DataActs(
      Databases databases, SchemaTargets schemas, WrittenData writtenData, SharedDatabases shared) {
    this.shared = shared;
    this.writtenData = writtenData;
    this.schemas = schemas;
    this.databases = databases;
  }

  /** A release comes, and the schema stays as it is. */
  void leaveSchema(Application application, List<String> warnings) {
    application.migrations().ifPresent(spec -> warnings.add(NO_MIGRATIONS));
  }

  /** Files go back alone. */
  void compareSchemas(Application application, Snapshot target, List<String> warnings) {
    application
        .databases()
        .keySet()
        .forEach(id -> otherSchema(application, target, id).ifPresent(warnings::add));
  }

  /** Of files that go back alone: what they may not work with. */
  private Optional<String> otherSchema(Application application, Snapshot target, DatabaseId id) {
    var then = schemas.knownAt(application, target, id);
    if (then.isEmpty()) {
      return Optional.empty();
    }
    try {
      return databases
          .schemaVersion(application, id)
          .filter(now -> !then.get().equals(now))
          .map(
              now ->
                  "The schema of database %s is at version %s, and was at %s with these files: they may not work with it. A full rollback takes the schema back as well."
                      .formatted(id, now, then.get()));
    } catch (ReinstateException e) {
      return Optional.of(
          "Whether the schema of database %s is the one that these files work with, version %s, cannot be told: %s"
              .formatted(id, then.get(), e.getMessage()));
    }
  }

  /** The schema goes back; empty where it is there already. */
  Optional<PlannedAct> migrateDown(
      Application application, Snapshot target, Optional<String> version, List<String> warnings) {
    var commit = target.revision().orElseThrow().commit();
    var down = schemas.find(application, commit, version);
    if (down.from().equals(down.to())) {
      warnings.add("The schema is at version " + down.to() + " already: it is not migrated.");
      return Optional.empty();
    }
    shared.told(application, down.database()).ifPresent(warnings::add);
    return Optional.of(down);
  }

  /** Customers' files go back; empty where the snapshot holds none. */
  Optional<PlannedAct> files(Application application, Snapshot target) {
    if (!target.holdsData()) {
      return Optional.empty();
    }
    var since = writtenData.since(application, target.created());
    return Optional.of(new RestoreDataFiles(since.files().size(), since.bytes()));
  }

  /** Databases go back to the dumps of a snapshot. */
  List<PlannedAct> restore(
      Application application, Snapshot target, Set<DatabaseId> wanted, List<String> warnings) {
    var kept = target.databases();
    var acts = new ArrayList<PlannedAct>();
    for (var id : wanted) {
      if (kept.containsKey(id)) {
        acts.add(restore(application, kept.get(id)));
        shared.told(application, id).ifPresent(warnings::add);
      } else {
        warnings.add("The snapshot holds no dump of database " + id + ": it stays as it is.");
      }
    }
    return acts;
  }

  private RestoreDatabase restore(Application application, SnapshotDatabase dump) {
    var counted = new LinkedHashMap<String, Long>();
    Optional<String> unknown = Optional.empty();
    try {
      counted.putAll(databases.writtenSince(application, dump.id(), dump.taken()));
      for (var other : shared.of(application, dump.id())) {
        databases
            .writtenSince(other.application(), other.database(), dump.taken())
            .forEach((what, count) -> counted.put(what + " of " + other.application().id(), count));
      }
      if (counted.isEmpty()) {
        unknown = Optional.of("the catalog has no query that counts it.");
      }
    } catch (ReinstateException e) {
      unknown = Optional.of(e.getMessage());
    }
    return new RestoreDatabase(
        dump.id(),
        application.database(dump.id()).title(),
        dump.taken(),
        dump.size(),
        counted,
        unknown);
  }
}
