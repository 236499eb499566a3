package io.reinstate.snapshot;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An application's home directory. No look at it follows a symbolic link, neither at the path nor
 * on the way to it.
 *
 * @param home the real path of the home directory
 * @param never directories inside it that are nobody's files: the snapshots and the work area
 * @param owners names of users and groups
 * @param belongs whose files these will be, when it is not those they belong to now
 */
record LiveTree(Path home, Set<Path> never, Owners owners, Optional<FileState> belongs) {

  /** The name of the work area where it has to be inside the home directory. */
  static final String WORK = ".reinstate";

  static LiveTree of(Path home, Path snapshots) throws IOException {
    var real = home.toRealPath();
    if (!Files.isDirectory(real)) {
      throw new NoSuchFileException(home.toString());
    }
    var kept = Files.exists(snapshots) ? snapshots.toRealPath() : snapshots;
    return new LiveTree(real, Set.of(real.resolve(WORK), kept), new Owners(), Optional.empty());
  }

  /** A tree that was built elsewhere for that home directory, and will belong to its owner. */
  static LiveTree built(Path root, Path home, Path snapshots) throws IOException {
    var owner = of(home, snapshots).look("");
    var tree = of(root, snapshots);
    return new LiveTree(tree.home, tree.never, tree.owners, owner);
  }

  Path resolve(String path) {
    return path.isEmpty() ? home : home.resolve(path);
  }

  /** What is at the path; empty when nothing is, or when the way there is not all directories. */
  Optional<FileState> find(String path) throws IOException {
    return reaches(path) ? look(path) : Optional.empty();
  }

  /** Like {@link #find}, for callers in a hurry. */
  Optional<FileType> type(String path) throws IOException {
    if (!reaches(path)) {
      return Optional.empty();
    }
    try {
      var found =
          Files.readAttributes(resolve(path), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(FileType.of(found));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private boolean reaches(String path) {
    return PathRules.parents(path).stream()
        .allMatch(parent -> Files.isDirectory(resolve(parent), LinkOption.NOFOLLOW_LINKS));
  }

  /** What is at the path, for callers who know that the way there is all directories. */
  Optional<FileState> look(String path) throws IOException {
    try {
      var found = FileState.read(home, path, owners);
      return Optional.of(belongs.map(found::ownedLike).orElse(found));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Everything in the scope, sorted by path, so that a directory precedes what is in it. */
  List<FileState> walk(Scope scope) throws IOException {
    var found = new ArrayList<FileState>();
    Files.walkFileTree(home, new Walk(scope, found));
    found.sort(Comparator.comparing(FileState::path));
    return found;
  }

  private final class Walk extends SimpleFileVisitor<Path> {
    private final Scope scope;
    private final List<FileState> found;

    Walk(Scope scope, List<FileState> found) {
      this.scope = scope;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      if (directory.equals(home)) {
        return FileVisitResult.CONTINUE;
      } else if (never.contains(directory)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      note(directory);
      return scope.mayIncludeBelow(home.relativize(directory))
          ? FileVisitResult.CONTINUE
          : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      note(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
      var relative = home.relativize(path);
      var meant = scope.includes(relative) || scope.mayIncludeBelow(relative);
      if (!meant || never.contains(path) || failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    private void note(Path path) throws IOException {
      var relative = home.relativize(path);
      if (scope.includes(relative)) {
        check(path, relative.toString());
        look(relative.toString()).ifPresent(found::add);
      }
    }

    private void check(Path path, String relative) throws IOException {
      var problem = PathRules.problem(relative);
      if (problem.isPresent()) {
        throw new FileSystemException(
            path.toString(), null, "a snapshot cannot hold this path, " + problem.get());
      } else if (!home.resolve(relative).equals(path)) {
        throw new FileSystemException(path.toString(), null, "its name is not valid UTF-8");
      }
    }
  }
}
