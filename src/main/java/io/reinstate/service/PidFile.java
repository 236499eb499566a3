package io.reinstate.service;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.reinstate.catalog.application.SystemUser;
import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** The file in which {@link Launch} notes the process of a service. */
record PidFile(Path path) {

  /**
   * The process noted last; nothing when none is.
   *
   * @throws RunFilesUnusable when the file is there but makes no sense
   */
  Optional<ServiceProcess> read() {
    try {
      requireOurs(path.getParent());
      requireOurs(path);
      return Optional.of(ServiceProcess.parse(Files.readString(path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw new RunFilesUnusable(path, e);
    }
  }

  /** Whoever else could write it would have us send signals to a process of their choice. */
  private static void requireOurs(Path path) throws IOException {
    var about = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    var owner = (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (about.isSymbolicLink()
        || Integer.toUnsignedLong(owner) != SystemUser.own().uid()
        || about.permissions().contains(PosixFilePermission.GROUP_WRITE)
        || about.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException(
          path + " is not Reinstate's alone, so no process it names is signalled");
    }
  }

  /** Notes another process, in place of whatever is noted. */
  void write(ServiceProcess process) {
    try {
      Durable.write(path, process.line().getBytes(US_ASCII));
    } catch (IOException e) {
      throw new RunFilesUnusable(path, e);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new RunFilesUnusable(path, e);
    }
  }
}
