package io.reinstate.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there whole or not at all, after the power failed too. */
final class DurableFile {

  private DurableFile() {}

  /** Writes beside and renames over; what was there lends its rights. */
  static void write(Path file, String text) throws IOException {
    var beside = file.resolveSibling("." + file.getFileName() + ".new");
    Files.deleteIfExists(beside);
    Files.writeString(beside, text, UTF_8);
    if (Files.exists(file, NOFOLLOW_LINKS)) {
      Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(file));
    }
    sync(beside);
    move(beside, file);
  }

  static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    sync(to.getParent());
  }

  static void sync(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
