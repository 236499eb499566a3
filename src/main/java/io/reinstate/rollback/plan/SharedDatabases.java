package io.reinstate.rollback.plan;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.SharedDatabase;
import io.reinstate.rollback.Runbook;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Whose data a rollback changes besides its own application's. */
@Component
public class SharedDatabases {

  private final Catalog catalog;

  SharedDatabases(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The others that have a database of an application, too. */
  List<SharedDatabase> of(Application application, DatabaseId database) {
    return catalog.sharing(application, database);
  }

  /** Says whose they are, in a sentence; nothing where they are nobody else's. */
  Optional<String> told(Application application, DatabaseId database) {
    var others =
        of(application, database).stream()
            .map(shared -> shared.application().title() + " (" + shared.application().id() + ")")
            .distinct()
            .collect(Collectors.joining(", "));
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Database "
                + database
                + " is one of "
                + others
                + " too: what happens to it happens to them, while they run.");
  }

  /**
   * The applications that nothing else may be done to while a runbook runs, because it may change a
   * database of theirs.
   *
   * @param database the one it is about; empty for all
   */
  public Set<ApplicationId> alongside(
      Runbook runbook, Application application, Optional<DatabaseId> database) {
    var wanted =
        runbook.changesDatabases() ? application.databases().keySet() : Set.<DatabaseId>of();
    return wanted.stream()
        .filter(id -> database.isEmpty() || database.get().equals(id))
        .flatMap(id -> of(application, id).stream())
        .map(shared -> shared.application().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
