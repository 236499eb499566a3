package io.reinstate.snapshot.store;

import io.reinstate.catalog.application.FilePatterns;
import io.reinstate.tree.PathRules;
import io.reinstate.tree.Patterns;
import io.reinstate.tree.Scope;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What belongs to a release: what git tracks, and what the build makes. Never git's own files. */
final class ReleasePaths implements Scope {

  private static final Path GIT = Path.of(".git");

  private final Set<String> paths;
  private final Set<String> above = new HashSet<>();
  private final Patterns artifacts;

  private ReleasePaths(Collection<String> tracked, List<String> artifacts) {
    this.paths = new HashSet<>(tracked);
    tracked.forEach(path -> above.addAll(PathRules.parents(path)));
    this.artifacts = new Patterns(new FilePatterns(artifacts, List.of()));
  }

  /** Files alone: git knows no directories. */
  static ReleasePaths files(Collection<String> tracked, List<String> artifacts) {
    return new ReleasePaths(tracked, artifacts);
  }

  /** Files and the directories that are there because of them. */
  static ReleasePaths filesAndDirectories(Collection<String> tracked, List<String> artifacts) {
    var found = new ReleasePaths(tracked, artifacts);
    found.paths.addAll(found.above);
    return found;
  }

  @Override
  public boolean includes(Path relative) {
    return !isGit(relative)
        && (paths.contains(relative.toString()) || artifacts.includes(relative));
  }

  @Override
  public boolean mayIncludeBelow(Path directory) {
    return !isGit(directory)
        && (above.contains(directory.toString()) || artifacts.mayIncludeBelow(directory));
  }

  private static boolean isGit(Path relative) {
    for (var name : relative) {
      if (name.equals(GIT)) {
        return true;
      }
    }
    return false;
  }
}
