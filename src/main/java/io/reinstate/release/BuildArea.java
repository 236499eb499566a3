package io.reinstate.release;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.reinstate.catalog.application.SystemUser;
import io.reinstate.host.FilesAs;
import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;

/**
 * Where one build happens.
 *
 * @param base the directory of the application's builds
 * @param key names the build
 * @param user who runs its commands, and is given the tree for them
 */
record BuildArea(Path base, String key, SystemUser user) {

  /** The tree that is built. */
  Path tree() {
    return base.resolve(key).resolve("tree");
  }

  /** What the commands print. It outlives the tree. */
  Path log() {
    return base.resolve(key + ".log");
  }

  /** Held by a command of the build while it runs. It outlives the tree. */
  Path lock() {
    return base.resolve(key + ".lock");
  }

  /** Makes room for a new tree. What an earlier run left is deleted. */
  void create() throws IOException {
    clear();
    Durable.createDirectories(tree().getParent());
  }

  /**
   * Gives the tree to the user. Until then nobody but Reinstate can reach it, so that no name in it
   * changes meanwhile.
   */
  void handOver() throws IOException {
    if (!user.isAnother()) {
      return;
    }
    try (var paths = Files.walk(tree())) {
      for (var path : (Iterable<Path>) paths::iterator) {
        Files.setAttribute(path, "unix:gid", (int) user.gid(), NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:uid", (int) user.uid(), NOFOLLOW_LINKS);
      }
    }
    for (var above : List.of(base, tree().getParent())) {
      Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwx--x--x"));
    }
  }

  void clear() throws IOException {
    delete(base.resolve(key));
  }

  /** What the user may have changed is deleted with its rights: a link in it leads no further. */
  private void delete(Path area) throws IOException {
    var tree = area.resolve("tree");
    if (user.isAnother() && Files.isDirectory(tree, NOFOLLOW_LINKS)) {
      FilesAs.run(user, () -> empty(tree));
      Files.delete(tree);
    }
    Durable.delete(area);
  }

  private static void empty(Path tree) throws IOException {
    try (var entries = Files.newDirectoryStream(tree)) {
      for (var entry : entries) {
        Durable.delete(entry);
      }
    }
  }

  /** Deletes logs and trees of the application that nobody has touched since that time. */
  void forget(Instant before) throws IOException {
    if (!Files.isDirectory(base)) {
      return;
    }
    try (var entries = Files.newDirectoryStream(base)) {
      for (var entry : entries) {
        if (isOlder(entry, before)) {
          delete(entry);
        }
      }
    }
  }

  private static boolean isOlder(Path entry, Instant before) throws IOException {
    try {
      return Files.getLastModifiedTime(entry).toInstant().isBefore(before);
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
