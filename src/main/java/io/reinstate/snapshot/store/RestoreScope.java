package io.reinstate.snapshot.store;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.Layout;
import io.reinstate.catalog.application.ReleasesSpec;
import io.reinstate.git.Revisions;
import io.reinstate.snapshot.RefusalReasons;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.archive.Manifest;
import io.reinstate.snapshot.archive.Manifest.BuiltFrom;
import io.reinstate.tree.Patterns;
import io.reinstate.tree.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Which paths a restore may touch. The files of databases and of releases that are kept side by
 * side are never among them, and customers' data only where it was asked for.
 *
 * @param restores paths of the snapshot that are brought back
 * @param removes paths of the live tree that go when the snapshot does not have them: only what is
 *     managed today and was managed when the snapshot was taken. For the snapshot of a release only
 *     what the live commit tracks or the build makes: what git never knew stays. Of a removal all
 *     that is managed today
 */
public record RestoreScope(Scope restores, Scope removes) {

  public static RestoreScope of(Application application, Selection selection, Manifest manifest) {
    var outside = OutsideDatabases.of(application).and(NotReleases.of(application));
    if (selection instanceof Selection.Data) {
      return ofData(application, manifest, outside);
    }
    if (selection instanceof Selection.Removal removal) {
      return ofRemoval(application, removal, outside);
    }
    var restores =
        selected(application, selection).and(Patterns.allBut(application.data())).and(outside);
    return new RestoreScope(restores, removes(application, restores, manifest));
  }

  private static RestoreScope ofRemoval(
      Application application, Selection.Removal removal, Scope outside) {
    var managed = new Patterns(application.files()).and(Patterns.allBut(application.data()));
    return new RestoreScope(
        Patterns.allBut(List.of("**")), new Patterns(removal.files()).and(managed).and(outside));
  }

  private static RestoreScope ofData(Application application, Manifest manifest, Scope outside) {
    var then =
        manifest.about().data().orElseThrow(() -> RefusalReasons.noData(manifest.about().id()));
    var data = Patterns.of(application.data()).and(Patterns.of(then)).and(outside);
    return new RestoreScope(data, data);
  }

  private static Scope removes(Application application, Scope restores, Manifest manifest) {
    var managed = new Patterns(application.files()).and(new Patterns(manifest.about().patterns()));
    var removes = restores.and(managed);
    return manifest
        .about()
        .release()
        .map(release -> removes.and(ofRelease(application, release)))
        .orElse(removes);
  }

  private static Scope selected(Application application, Selection selection) {
    if (selection instanceof Selection.Module one) {
      return new Patterns(application.module(one.module()).files());
    }
    if (selection instanceof Selection.Nothing) {
      return Patterns.allBut(List.of("**"));
    }
    if (selection instanceof Selection.Files some) {
      return some.patterns().stream()
          .map(patterns -> (Scope) new Patterns(patterns))
          .reduce(Scope::or)
          .orElseThrow();
    }
    return Patterns.allBut(
        selection instanceof Selection.EverythingBut but ? but.patterns() : List.of());
  }

  private static Scope ofRelease(Application application, BuiltFrom release) {
    return ReleasePaths.filesAndDirectories(tracked(application), release.artifacts());
  }

  /**
   * By the home directory's own commit; where it has none, by that of the catalog's repository.
   * Where releases are kept side by side it is the link to the live one.
   */
  private static Set<String> tracked(Application application) {
    if (application.keepsReleases()) {
      return Set.of(Layout.CURRENT);
    }
    var revisions = new Revisions();
    var home = application.home();
    Path repository =
        revisions.head(home, application.user()).isPresent()
            ? home
            : application.releases().map(ReleasesSpec::repository).orElse(home);
    return revisions.tracked(repository, application.user());
  }
}
