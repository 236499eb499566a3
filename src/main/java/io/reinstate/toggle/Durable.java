package io.reinstate.toggle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that are whole, old or new, whenever the power fails. */
final class Durable {

  private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rw-------");

  private Durable() {}

  /** Writes a file that nobody else may read: beside, synced, renamed. */
  static void write(Path file, byte[] content) throws IOException {
    move(beside(file, content), file);
  }

  /** Writes a file that is there already, and keeps its mode, owner and group. */
  static void replace(Path file, byte[] content) throws IOException {
    var beside = beside(file, content);
    try {
      give(beside, file);
      sync(beside);
      move(beside, file);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Creates a directory, and those above it, into which nobody else may look. */
  static void createDirectories(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    createDirectories(directory.getParent());
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    sync(directory.getParent());
  }

  private static Path beside(Path file, byte[] content) throws IOException {
    var beside = file.resolveSibling("." + file.getFileName() + ".reinstate-new");
    Files.deleteIfExists(beside);
    Files.createFile(beside, PosixFilePermissions.asFileAttribute(OWN));
    Files.write(beside, content);
    sync(beside);
    return beside;
  }

  private static void give(Path beside, Path file) throws IOException {
    var view =
        Files.getFileAttributeView(beside, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    var before = Files.getFileAttributeView(file, PosixFileAttributeView.class).readAttributes();
    if (!before.owner().equals(view.readAttributes().owner())) {
      view.setOwner(before.owner());
    }
    if (!before.group().equals(view.readAttributes().group())) {
      view.setGroup(before.group());
    }
    Files.setAttribute(beside, "unix:mode", Files.getAttribute(file, "unix:mode"));
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    sync(to.getParent());
  }

  static void sync(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
