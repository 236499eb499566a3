package io.reinstate.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Changes to files that are still there after the power failed. */
final class Durable {

  private Durable() {}

  /** Forces a file, or the names in a directory, to the disk. */
  static void sync(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Renames within a file system, replacing what is there, and forces both names to the disk. */
  static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    syncNames(from, to);
  }

  /** A second name for a file. */
  static void link(Path name, Path file) throws IOException {
    Files.createLink(name, file);
    sync(name.getParent());
  }

  static void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      sync(file.getParent());
    }
  }

  private static void syncNames(Path from, Path to) throws IOException {
    sync(to.getParent());
    if (!from.getParent().equals(to.getParent())) {
      sync(from.getParent());
    }
  }
}
