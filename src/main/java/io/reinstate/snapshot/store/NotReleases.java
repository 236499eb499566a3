package io.reinstate.snapshot.store;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.Layout;
import io.reinstate.tree.Patterns;
import io.reinstate.tree.Scope;
import java.util.List;

/**
 * Every path but those of the releases that a deployment tool keeps side by side: these never
 * change, whatever a snapshot has of them that was taken before the catalog said so.
 */
final class NotReleases {

  private NotReleases() {}

  static Scope of(Application application) {
    return Patterns.allBut(application.keepsReleases() ? List.of(Layout.KEPT + "/**") : List.of());
  }
}
