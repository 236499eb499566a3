package io.reinstate.release;

import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Where one build happens.
 *
 * @param base the directory of the application's builds
 * @param key names the build
 */
record BuildArea(Path base, String key) {

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

  void clear() throws IOException {
    Durable.delete(base.resolve(key));
  }

  /** Deletes logs and trees of the application that nobody has touched since that time. */
  void forget(Instant before) throws IOException {
    if (!Files.isDirectory(base)) {
      return;
    }
    try (var entries = Files.newDirectoryStream(base)) {
      for (var entry : entries) {
        if (isOlder(entry, before)) {
          Durable.delete(entry);
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
