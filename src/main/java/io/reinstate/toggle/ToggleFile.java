package io.reinstate.toggle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.reinstate.catalog.application.SystemUser;
import io.reinstate.host.FilesAs;
import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file that holds a switch, links followed; below the home directory beyond doubt.
 *
 * @param path absolute, without links
 * @param user with whose rights it is read and written: whoever swaps a directory for a link
 *     meanwhile gains nothing by it
 */
record ToggleFile(Path path, SystemUser user) {

  private static final long LONGEST = 16L * 1024 * 1024;

  /**
   * The file of that path.
   *
   * @throws ToggleUnreachable when it is not there, or a link leads out of the home directory
   */
  static ToggleFile of(Path home, Path path, SystemUser user) {
    try {
      return FilesAs.call(user, () -> find(home, path, user));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static ToggleFile find(Path home, Path path, SystemUser user) throws IOException {
    var real = path.toRealPath();
    if (!real.startsWith(home.toRealPath())) {
      throw unreachable(path, "leads out of the home directory", "Use a file inside it.", null);
    }
    if (!Files.isRegularFile(real)) {
      throw unreachable(path, "is no file", "Correct the path in the catalog.", null);
    }
    return new ToggleFile(real, user);
  }

  /** Its bytes as ISO 8859-1. */
  String read() {
    try {
      return FilesAs.call(user, this::content);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private String content() throws IOException {
    if (Files.size(path) > LONGEST) {
      throw unreachable(
          path, "is longer than 16 MiB", "Keep the switch in a file of its own.", null);
    }
    return new String(Files.readAllBytes(path), ISO_8859_1);
  }

  /**
   * Writes it whole: a new file beside it, synced, then renamed. Mode, owner and group stay.
   *
   * @param read what was read before; when it is something else by now, nothing is written
   */
  void write(String read, String content) {
    if (!read().equals(read)) {
      throw failed("was written by somebody else at the same moment", "Try again.", null);
    }
    try {
      FilesAs.run(user, () -> Durable.write(path, content.getBytes(ISO_8859_1)));
    } catch (IOException e) {
      var next =
          "The file is as it was. Reinstate needs the right to write in its directory and to keep"
              + " the file's owner; check the disk, too.";
      throw failed("cannot be written: " + e, next, e);
    }
  }

  ToggleUnreachable malformed(Malformed why) {
    return malformed(path, why);
  }

  static ToggleUnreachable malformed(Path path, Malformed why) {
    return unreachable(path, why.getMessage(), "Correct the file or the toggle's key.", why);
  }

  private ToggleFailed failed(String why, String next, Throwable cause) {
    return new ToggleFailed("The file of the switch " + why, path.toString(), next, cause);
  }

  private static ToggleUnreachable unreadable(Path path, IOException e) {
    if (e instanceof NoSuchFileException) {
      return unreachable(path, "does not exist", "Create it or correct the catalog.", e);
    }
    return e instanceof AccessDeniedException
        ? unreachable(path, "may not be read", "Give Reinstate the right to.", e)
        : unreachable(path, "cannot be read: " + e, "Check the disk.", e);
  }

  private static ToggleUnreachable unreachable(
      Path path, String why, String next, Throwable cause) {
    return new ToggleUnreachable("The file of the switch " + why, path.toString(), next, cause);
  }
}
