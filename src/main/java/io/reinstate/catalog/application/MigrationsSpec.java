package io.reinstate.catalog.application;

import java.util.List;

/**
 * How the schema of a database goes back to an earlier version.
 *
 * @param database whose schema it is
 * @param down the application's own command; {@code {version}} in an argument is the target version
 * @param irreversible versions that cannot be undone: a rollback below one of them is refused
 */
public record MigrationsSpec(DatabaseId database, CommandSpec down, List<String> irreversible) {

  public MigrationsSpec {
    irreversible = List.copyOf(irreversible);
  }
}
