package io.reinstate.catalog.application;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Set;

/**
 * Reads the file of a secret. As root it follows links only as long as nobody but root can change
 * the names on the way; from there on it goes by handle. Otherwise the owner of an application's
 * files would be given the content of any file, in a variable of their own program.
 */
final class SecretFile {

  private static final int MOST_LINKS = 40;
  private static final int GROUP_WRITES = 0020;
  private static final int OTHERS_WRITE = 0002;
  private static final int STICKY = 01000;

  private final ArrayDeque<Path> names = new ArrayDeque<>();
  private final Path file;
  private int links;

  private SecretFile(Path file) {
    this.file = file;
    file.normalize().forEach(names::add);
  }

  static String read(Path file) throws IOException {
    return SystemUser.weAreRoot() ? new SecretFile(file).fromTop() : Files.readString(file);
  }

  private String fromTop() throws IOException {
    var top = Path.of("/");
    try (var directory = Files.newDirectoryStream(top)) {
      return in((SecureDirectoryStream<Path>) directory, top, true);
    }
  }

  /**
   * Reads what the rest of the names lead to.
   *
   * @param ours whether nobody but root can change what led here
   */
  private String in(SecureDirectoryStream<Path> directory, Path shown, boolean ours)
      throws IOException {
    if (names.isEmpty()) {
      throw new FileSystemException(file.toString(), null, "is a directory");
    }
    var still = ours && isOurs(shown);
    var name = names.pop();
    var found = look(directory, name);
    if (found.isSymbolicLink() && still && isRoots(shown.resolve(name)) && ++links < MOST_LINKS) {
      var target = shown.resolve(Files.readSymbolicLink(shown.resolve(name))).normalize();
      for (var i = target.getNameCount() - 1; i >= 0; i--) {
        names.push(target.getName(i));
      }
      return fromTop();
    } else if (found.isDirectory()) {
      try (var inside = directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
        return in(inside, shown.resolve(name), still);
      }
    } else if (!found.isRegularFile() || !names.isEmpty()) {
      throw new FileSystemException(file.toString(), null, "leads elsewhere");
    }
    var options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try (var channel = directory.newByteChannel(name, options)) {
      var bytes = Channels.newInputStream(channel).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static BasicFileAttributes look(SecureDirectoryStream<Path> directory, Path name)
      throws IOException {
    return directory
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  /** Nobody renames what is root's in a sticky directory. */
  private static boolean isOurs(Path directory) throws IOException {
    var mode = (int) Files.getAttribute(directory, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    var group = (int) Files.getAttribute(directory, "unix:gid", LinkOption.NOFOLLOW_LINKS);
    var writable = (mode & OTHERS_WRITE) != 0 || (mode & GROUP_WRITES) != 0 && group != 0;
    return isRoots(directory) && (!writable || (mode & STICKY) != 0);
  }

  private static boolean isRoots(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(0);
  }
}
