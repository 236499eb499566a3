package io.reinstate.database;

import java.util.List;
import java.util.Optional;

/**
 * A restored database before it is exchanged.
 *
 * @param schema the version of its schema, as the catalog's query tells it
 * @param checks the catalog's checks, asked of it; with a wrong one it had better not go live
 */
public record PreparedDatabase(Optional<String> schema, List<CheckResult> checks) {

  public PreparedDatabase {
    checks = List.copyOf(checks);
  }
}
