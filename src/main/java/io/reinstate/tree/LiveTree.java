package io.reinstate.tree;

import io.reinstate.storage.HeldDirectory;
import io.reinstate.storage.HeldTree;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An application's home directory. No look at it follows a symbolic link, neither at the path nor
 * on the way to it, whatever its owner does meanwhile. For one thread at a time.
 *
 * @param held its directories
 * @param never directories inside it that are nobody's files: the snapshots and the work area
 * @param owners names of users and groups
 * @param homes what the home directory is called: as the catalog has it, and its real path. Of a
 *     tree that was built elsewhere those of the home directory it was built for
 * @param belongs whose files these will be, when it is not those they belong to now
 */
public record LiveTree(
    HeldTree held, Set<Path> never, Owners owners, Set<Path> homes, Optional<FileState> belongs)
    implements Closeable {

  /** The name of the work area where it has to be inside the home directory. */
  public static final String WORK = ".reinstate";

  public static LiveTree of(Path home, Path snapshots) throws IOException {
    var tree = of(home, snapshots, Set.of(), Optional.empty());
    var homes = Set.copyOf(List.of(home.toAbsolutePath().normalize(), tree.home()));
    return new LiveTree(tree.held, tree.never, tree.owners, homes, tree.belongs);
  }

  private static LiveTree of(
      Path root, Path snapshots, Set<Path> homes, Optional<FileState> belongs) throws IOException {
    var held = HeldTree.of(root);
    var kept = Files.exists(snapshots) ? snapshots.toRealPath() : snapshots;
    var work = held.root().shown().resolve(WORK);
    return new LiveTree(held, Set.of(work, kept), new Owners(), homes, belongs);
  }

  /** A tree that was built elsewhere for that home directory, and will belong to its owner. */
  public static LiveTree built(Path root, Path home, Path snapshots) throws IOException {
    try (var live = of(home, snapshots)) {
      return of(root, snapshots, live.homes, live.look(""));
    }
  }

  /** The real path of the home directory. */
  public Path home() {
    return held.root().shown();
  }

  /** What a path is called: to be told, not to be used. */
  public Path resolve(String path) {
    return path.isEmpty() ? home() : home().resolve(path);
  }

  /** Leads to what is at the path, until another one is asked for. */
  public Path at(String path) throws IOException {
    return held.at(path);
  }

  /** What is at the path; empty when nothing is, or when the way there is not all directories. */
  public Optional<FileState> look(String path) throws IOException {
    var found = held.find(path);
    return found.isPresent() ? state(found.get(), path) : Optional.empty();
  }

  private Optional<FileState> state(Path file, String path) throws IOException {
    try {
      var found = FileState.read(file, path, owners);
      return Optional.of(belongs.map(found::ownedLike).orElse(found));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Like {@link #look}, for callers in a hurry. */
  public Optional<FileType> type(String path) throws IOException {
    var found = held.find(path);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          FileType.of(
              Files.readAttributes(
                  found.get(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** A directory with its attributes, held until another path is asked for. */
  public Optional<FileState> directory(String path) throws IOException {
    try {
      return state(held.directory(path).path(), path);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  public InputStream read(String path) throws IOException {
    return held.read(path);
  }

  /** Everything in the scope, sorted by path, so that a directory precedes what is in it. */
  public List<FileState> walk(Scope scope) throws IOException {
    var found = new ArrayList<FileState>();
    new Walk(scope, found).into(held.root(), Path.of(""));
    found.sort(Comparator.comparing(FileState::path));
    return found;
  }

  private final class Walk {
    private final Scope scope;
    private final List<FileState> found;

    Walk(Scope scope, List<FileState> found) {
      this.scope = scope;
      this.found = found;
    }

    private void into(HeldDirectory directory, Path path) throws IOException {
      for (var name : directory.names()) {
        var relative = path.resolve(name);
        if (!never.contains(home().resolve(relative))) {
          try {
            visit(directory, relative);
          } catch (NoSuchFileException e) {
            // It went meanwhile.
            continue;
          }
        }
      }
    }

    private void visit(HeldDirectory directory, Path relative) throws IOException {
      var included = scope.includes(relative);
      if (included) {
        check(relative);
      }
      var below = scope.mayIncludeBelow(relative);
      if (!included && !below) {
        return;
      }
      var name = relative.getFileName().toString();
      var state = state(directory.name(name), relative.toString());
      if (included) {
        state.ifPresent(found::add);
      }
      if (below && state.filter(each -> each.type() == FileType.DIRECTORY).isPresent()) {
        try (var inside = directory.directory(name)) {
          into(inside, relative);
        }
      }
    }

    private void check(Path relative) throws IOException {
      var text = relative.toString();
      var problem = PathRules.problem(text);
      if (problem.isPresent()) {
        throw new FileSystemException(
            resolve(text).toString(), null, "a snapshot cannot hold this path, " + problem.get());
      } else if (!Path.of(text).equals(relative)) {
        throw new FileSystemException(
            resolve(text).toString(), null, "its name is not valid UTF-8");
      }
    }
  }

  @Override
  public void close() throws IOException {
    held.close();
  }
}
