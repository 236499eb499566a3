package io.reinstate.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** Changes to files and directories that are still there after the power failed. */
public final class Durable {

  private Durable() {}

  /**
   * Writes a file whole or not at all: beside, synced, then renamed over the old one, whose mode,
   * owner and group it gets. A link is replaced, not followed.
   */
  public static void write(Path file, byte[] content) throws IOException {
    var beside = file.resolveSibling("." + file.getFileName() + ".reinstate-new");
    Files.deleteIfExists(beside);
    try {
      if (Files.exists(file)) {
        writeLike(file, beside, content);
      } else {
        Files.write(beside, content);
      }
      sync(beside);
      move(beside, file);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Nobody else can read it before it has the rights of the other file. */
  private static void writeLike(Path file, Path beside, byte[] content) throws IOException {
    Files.createFile(
        beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(beside, content);
    var view = Files.getFileAttributeView(beside, PosixFileAttributeView.class);
    var now = view.readAttributes();
    var wanted = Files.getFileAttributeView(file, PosixFileAttributeView.class).readAttributes();
    if (!wanted.owner().equals(now.owner())) {
      view.setOwner(wanted.owner());
    }
    if (!wanted.group().equals(now.group())) {
      view.setGroup(wanted.group());
    }
    Files.setAttribute(beside, "unix:mode", Files.getAttribute(file, "unix:mode"));
  }

  /** Forces a file, or the names in a directory, to the disk. */
  public static void sync(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Renames, replacing what is there; never copies. The names are not forced to the disk. */
  public static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Renames, replacing what is there, and forces both names to the disk; never copies. */
  public static void move(Path from, Path to) throws IOException {
    rename(from, to);
    sync(to.getParent());
    if (!from.getParent().equals(to.getParent())) {
      sync(from.getParent());
    }
  }

  /** Gives a file a second name. */
  public static void link(Path name, Path file) throws IOException {
    Files.createLink(name, file);
    sync(name.getParent());
  }

  /** Creates a directory, and those above it, that nobody but the owner can look into. */
  public static void createDirectories(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    if (directory.getParent() != null) {
      createDirectories(directory.getParent());
    }
    try {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      // Another step, perhaps of another node, created it at the same moment.
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
    sync(directory.getParent());
  }

  /** Deletes a file or a directory with all that is in it; no error when it is gone already. */
  public static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var parent = HeldDirectory.open(path.toAbsolutePath().getParent())) {
      parent.delete(path.getFileName().toString());
      parent.sync();
    }
  }
}
