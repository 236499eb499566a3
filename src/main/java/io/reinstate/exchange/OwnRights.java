package io.reinstate.exchange;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.SystemUser;
import io.reinstate.snapshot.RestoreRefused;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.store.ManagedPaths;
import io.reinstate.tree.Difference;
import io.reinstate.tree.FailureReason;
import io.reinstate.tree.FileState;
import io.reinstate.tree.FileType;
import io.reinstate.tree.LiveTree;
import io.reinstate.tree.PathRules;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What Reinstate's user may not do with the managed files of an application, told before a rollback
 * finds it out. Root may do everything.
 */
@Component
public final class OwnRights {

  private static final int NAMED = 3;

  private final SnapshotSettings settings;

  public OwnRights(SnapshotSettings settings) {
    this.settings = settings;
  }

  /**
   * What a rollback of all managed files could not do, a sentence each with the command that mends
   * it. Looks at every managed file.
   */
  public List<String> missing(Application application) {
    if (SystemUser.weAreRoot()) {
      return List.of();
    }
    try (var tree = LiveTree.of(application.home(), settings.directory())) {
      var files = tree.walk(ManagedPaths.of(application));
      var directories = new LinkedHashSet<String>();
      files.forEach(file -> directories.add(PathRules.parent(file.path())));
      return Stream.concat(closed(tree, directories).stream(), foreign(tree, files).stream())
          .toList();
    } catch (IOException e) {
      return List.of(unreadable(e));
    }
  }

  private static String unreadable(IOException cause) {
    return "The managed files cannot be looked at: "
        + FailureReason.of(cause)
        + ". Let "
        + user()
        + " read them.";
  }

  /** What an exchange of these files could not do. */
  public List<String> missing(Application application, Difference difference) {
    if (SystemUser.weAreRoot()) {
      return List.of();
    }
    try (var tree = LiveTree.of(application.home(), settings.directory())) {
      var files = new ArrayList<FileState>();
      for (var paths : List.of(difference.changed(), difference.removed())) {
        for (var path : paths) {
          tree.look(withoutSlash(path)).ifPresent(files::add);
        }
      }
      return Stream.concat(
              closed(tree, directories(difference)).stream(), foreign(tree, files).stream())
          .toList();
    } catch (IOException e) {
      return List.of(unreadable(e));
    }
  }

  /**
   * @throws RestoreRefused when a directory in which files would be exchanged cannot be written
   */
  static void require(LiveTree tree, Difference difference) throws IOException {
    if (SystemUser.weAreRoot()) {
      return;
    }
    var closed = closed(tree, directories(difference));
    if (closed.isPresent()) {
      throw new RestoreRefused(
          closed.get(), tree.home().toString(), "Nothing was changed. Then try again.");
    }
  }

  /** Where no file can be replaced. */
  private static Optional<String> closed(LiveTree tree, Set<String> directories)
      throws IOException {
    var closed = new ArrayList<String>();
    for (var directory : directories) {
      var found = tree.look(directory);
      if (found.filter(each -> each.type() == FileType.DIRECTORY).isPresent()
          && !Files.isWritable(tree.held().directory(directory).path())) {
        closed.add(tree.resolve(directory).toString());
      }
    }
    if (closed.isEmpty()) {
      return Optional.empty();
    }
    var more = closed.size() - NAMED;
    return Optional.of(
        "%s may not write to %s, so no file there can be exchanged. Run: sudo chown %s"
            .formatted(
                user(),
                String.join(", ", closed.subList(0, Math.min(NAMED, closed.size())))
                    + (more > 0 ? " and " + more + " more directories" : ""),
                more > 0
                    ? "-R " + user() + " " + quoted(tree.home().toString())
                    : user() + " " + arguments(closed)));
  }

  /** What will belong to us after a rollback. */
  private static Optional<String> foreign(LiveTree tree, List<FileState> files) {
    var own = SystemUser.own().uid();
    var foreign =
        files.stream().filter(file -> file.type().isLeaf() && file.user() != own).toList();
    if (foreign.isEmpty()) {
      return Optional.empty();
    }
    var owners = foreign.stream().map(file -> file.attributes().owner()).distinct().sorted();
    return Optional.of(
        "%s belongs to %s%s. %s is not root and cannot give files away: what a rollback brings back belongs to %4$s. Run: sudo chown -R %4$s %s, or run Reinstate as root and name the application's user."
            .formatted(
                tree.resolve(foreign.get(0).path()),
                owners.collect(Collectors.joining(" or ")),
                foreign.size() == 1 ? "" : ", as " + (foreign.size() - 1) + " more files do",
                user(),
                quoted(tree.home().toString())));
  }

  private static Set<String> directories(Difference difference) {
    return Stream.of(difference.added(), difference.changed(), difference.removed())
        .flatMap(List::stream)
        .map(OwnRights::withoutSlash)
        .map(PathRules::parent)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** For a shell. */
  private static String arguments(List<String> paths) {
    return String.join(" ", paths.stream().map(OwnRights::quoted).toList());
  }

  private static String quoted(String path) {
    return path.matches("[A-Za-z0-9/._-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }

  private static String user() {
    return SystemUser.own().name();
  }
}
