package io.reinstate.snapshot;

import io.reinstate.catalog.Application;
import java.util.List;

/**
 * Which paths a restore may touch. Customers' data is never among them.
 *
 * @param restores paths of the snapshot that are brought back
 * @param removes paths of the live tree that go when the snapshot does not have them: only what is
 *     managed today and was managed when the snapshot was taken
 */
record RestoreScope(Scope restores, Scope removes) {

  static RestoreScope of(Application application, Selection selection, Manifest manifest) {
    var restores = selected(application, selection).and(Patterns.allBut(application.data()));
    var managed = new Patterns(application.files()).and(new Patterns(manifest.about().patterns()));
    return new RestoreScope(restores, restores.and(managed));
  }

  private static Scope selected(Application application, Selection selection) {
    if (selection instanceof Selection.Module one) {
      return new Patterns(application.module(one.module()).files());
    }
    if (selection instanceof Selection.Files some) {
      return some.patterns().stream()
          .map(patterns -> (Scope) new Patterns(patterns))
          .reduce(Scope::or)
          .orElseThrow();
    }
    return Patterns.allBut(List.of());
  }
}
