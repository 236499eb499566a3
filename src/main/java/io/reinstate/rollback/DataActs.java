package io.reinstate.rollback;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.Application;
import io.reinstate.catalog.DatabaseId;
import io.reinstate.database.Databases;
import io.reinstate.rollback.PlannedAct.RestoreDatabase;
import io.reinstate.snapshot.SnapshotDatabase;
import io.reinstate.snapshot.Snapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Works out what would be done with an application's data. It reads, and touches nothing. */
@Component
class DataActs {

  private final Snapshots snapshots;
  private final Databases databases;

  DataActs(Snapshots snapshots, Databases databases) {
    this.snapshots = snapshots;
    this.databases = databases;
  }

  List<PlannedAct> of(
      RollbackRequest request, Application application, Target target, List<String> warnings) {
    return switch (request.runbook()) {
      case DATABASE_ROLLBACK ->
          restore(
              application,
              target,
              Set.of(((Subject.OneDatabase) request.subject()).id()),
              warnings);
      case FULL_RESTORE -> restore(application, target, application.databases().keySet(), warnings);
      default -> List.of();
    };
  }

  private List<PlannedAct> restore(
      Application application, Target target, Set<DatabaseId> wanted, List<String> warnings) {
    var kept = snapshots.find(target.snapshot()).databases();
    var acts = new ArrayList<PlannedAct>();
    for (var id : wanted) {
      if (kept.containsKey(id)) {
        acts.add(restore(application, kept.get(id)));
      } else {
        warnings.add("The snapshot holds no dump of database " + id + ": it stays as it is.");
      }
    }
    return acts;
  }

  private RestoreDatabase restore(Application application, SnapshotDatabase dump) {
    Map<String, Long> written = Map.of();
    Optional<String> unknown =
        application.database(dump.id()).written().isEmpty()
            ? Optional.of("the catalog has no query that counts it.")
            : Optional.empty();
    try {
      written = databases.writtenSince(application, dump.id(), dump.taken());
    } catch (ReinstateException e) {
      unknown = Optional.of(e.getMessage());
    }
    return new RestoreDatabase(
        dump.id(),
        application.database(dump.id()).title(),
        dump.taken(),
        dump.size(),
        written,
        unknown);
  }
}
