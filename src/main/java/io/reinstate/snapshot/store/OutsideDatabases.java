package io.reinstate.snapshot.store;

import io.reinstate.catalog.application.Application;
import io.reinstate.database.DatabaseFiles;
import io.reinstate.tree.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Every path but those of SQLite databases. A copy of such a file that is being written to is none,
 * and to swap it under a running program destroys it; its dump is what counts.
 *
 * @param databases relative to the home directory, each with all that is below it
 */
record OutsideDatabases(Set<Path> databases) implements Scope {

  static OutsideDatabases of(Application application) {
    var home = application.home().toAbsolutePath().normalize();
    var found = new HashSet<Path>();
    for (var path : DatabaseFiles.of(application)) {
      for (var base : List.of(home, real(home))) {
        if (path.startsWith(base)) {
          found.add(base.relativize(path));
        }
      }
    }
    return new OutsideDatabases(Set.copyOf(found));
  }

  private static Path real(Path home) {
    try {
      return home.toRealPath();
    } catch (IOException e) {
      return home;
    }
  }

  @Override
  public boolean includes(Path relative) {
    return databases.stream().noneMatch(relative::startsWith);
  }

  @Override
  public boolean mayIncludeBelow(Path directory) {
    return includes(directory);
  }
}
