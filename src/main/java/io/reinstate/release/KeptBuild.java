package io.reinstate.release;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.Layout;
import io.reinstate.git.KeptReleases;
import io.reinstate.git.KeptReleases.Kept;
import io.reinstate.git.RepositoryUnreadable;
import io.reinstate.git.Revision;
import io.reinstate.snapshot.store.BuiltTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What stands for a build where a deployment tool keeps its releases side by side: the link to one
 * of them.
 *
 * @param release where it is kept
 * @param target what the link says
 */
record KeptBuild(Kept release, Revision revision, String target) {

  private static final int SHOWN = 5;

  /** Empty when no release of that commit is kept. */
  static Optional<KeptBuild> of(Application application, Release wanted) {
    var all = look(application);
    return all.of(wanted.commit())
        .map(kept -> new KeptBuild(kept, wanted.revision(), all.target(kept)));
  }

  static KeptBuild required(Application application, Release wanted) {
    return of(application, wanted).orElseThrow(() -> none(application, wanted));
  }

  private static KeptReleases look(Application application) {
    try {
      return KeptReleases.of(application);
    } catch (IOException e) {
      throw new RepositoryUnreadable(application.home(), e);
    }
  }

  private static ReleaseNotFound none(Application application, Release wanted) {
    var kept =
        look(application).all().stream()
            .filter(each -> each.commit().isPresent())
            .limit(SHOWN)
            .map(each -> each.commit().get().substring(0, 7) + " (" + each.path() + ")")
            .collect(Collectors.joining(", "));
    return new ReleaseNotFound(
        "No release of " + wanted.describe() + " is kept",
        application.home().resolve(Layout.KEPT).toString(),
        "Deploy it with your tool" + (kept.isEmpty() ? "." : ", or choose one of: " + kept + "."));
  }

  String recipe() {
    return Recipe.ofLink(target);
  }

  /** The tree with nothing but the link, made in an empty directory. */
  BuiltTree in(Path root) throws IOException {
    Files.createSymbolicLink(root.resolve(Layout.CURRENT), Path.of(target));
    return new BuiltTree(root, revision, Set.of(Layout.CURRENT), List.of(), recipe(), List.of());
  }
}
