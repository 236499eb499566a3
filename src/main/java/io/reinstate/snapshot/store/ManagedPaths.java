package io.reinstate.snapshot.store;

import io.reinstate.catalog.application.Application;
import io.reinstate.tree.Patterns;
import io.reinstate.tree.Scope;
import java.util.function.Predicate;

/** Which paths, relative to an application's home directory, a rollback may change. */
public final class ManagedPaths implements Predicate<String> {

  private final Scope scope;

  /** Those that are managed, not customers' data, and no file of a database. */
  public ManagedPaths(Application application) {
    this.scope = of(application);
  }

  public static Scope of(Application application) {
    return new Patterns(application.files())
        .and(Patterns.allBut(application.data()))
        .and(OutsideDatabases.of(application))
        .and(NotReleases.of(application));
  }

  @Override
  public boolean test(String path) {
    return scope.includes(path);
  }
}
