package io.reinstate.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Directories and files of Reinstate's own, closed to everybody else whatever the umask is. */
public final class PrivatePlaces {

  private static final Logger LOG = LoggerFactory.getLogger(PrivatePlaces.class);

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");

  /** Who knows the name of what is below gets there; nobody sees what there is. */
  private static final Set<PosixFilePermission> WAY = PosixFilePermissions.fromString("rwx--x--x");

  private PrivatePlaces() {}

  /**
   * A directory that only its owner may enter (mode 0700), created where it is missing, with the
   * files in it for its owner alone (0600). Directories in it are left as they are: nobody gets
   * there.
   *
   * @throws PlaceOfOthers when it is another user's, or everybody can put another one in its place
   */
  public static void close(Path directory) throws IOException {
    set(created(directory), DIRECTORY);
    try (var entries = Files.newDirectoryStream(directory)) {
      for (var entry : entries) {
        if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
          set(entry, FILE);
        }
      }
    }
  }

  /**
   * A directory that others may pass through (mode 0711) on the way to what is theirs, created
   * where it is missing.
   */
  public static void closeButForPassing(Path directory) throws IOException {
    set(created(directory), WAY);
  }

  /** A file for its owner alone (0600); no error where there is none. */
  public static void closeFile(Path file) throws IOException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      set(file, FILE);
    }
  }

  private static Path created(Path directory) throws IOException {
    PlaceOfOthers.refuse(directory);
    Durable.createDirectories(directory);
    return directory;
  }

  private static void set(Path path, Set<PosixFilePermission> wanted) throws IOException {
    var found = Files.getPosixFilePermissions(path);
    if (!found.equals(wanted)) {
      Files.setPosixFilePermissions(path, wanted);
      LOG.debug("{} was {}", path, PosixFilePermissions.toString(found));
    }
  }
}
