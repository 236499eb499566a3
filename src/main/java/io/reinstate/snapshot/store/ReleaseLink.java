package io.reinstate.snapshot.store;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.Layout;
import io.reinstate.git.KeptReleases;
import io.reinstate.snapshot.archive.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The link to the live release in a snapshot of an application that keeps its releases. */
public record ReleaseLink(Application application, Manifest manifest) {

  /** The release it leads to; empty where the snapshot has no such link. */
  Optional<String> release() throws IOException {
    var home = application.home();
    var homes = Set.copyOf(List.of(home, home.toRealPath()));
    return manifest.entries().stream()
        .filter(entry -> entry.path().equals(Layout.CURRENT))
        .flatMap(entry -> entry.target().stream())
        .flatMap(target -> Layout.release(Path.of(target), homes).stream())
        .findFirst();
  }

  /** Why nobody should go back to it: the link would lead to nothing. */
  public Optional<String> problem() throws IOException {
    if (!application.keepsReleases()) {
      return Optional.empty();
    }
    var release = release();
    if (release.isEmpty()) {
      return Optional.of("does not say which release was live");
    }
    return KeptReleases.of(application).named(release.get()).isPresent()
        ? Optional.empty()
        : Optional.of("goes back to " + Layout.KEPT + "/" + release.get() + ", which is gone");
  }
}
