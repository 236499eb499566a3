package io.reinstate.tree;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Instant;

/**
 * What a file is beside its content.
 *
 * @param mode permission bits in octal, with setuid, setgid and sticky: four digits
 * @param owner name of the user, or the number where there is no name
 * @param group name of the group, or the number where there is no name
 * @param modified time of the last change, to the nanosecond
 */
public record FileAttributes(String mode, String owner, String group, Instant modified) {

  /** Only root can give a file to somebody else. */
  public static final boolean OWNER_CAN_BE_SET = "root".equals(System.getProperty("user.name"));

  private static final int PERMISSIONS = 07777;
  private static final int OWNER_EXECUTES = 0100;

  public FileAttributes {
    if (mode == null || !mode.matches("[0-7]{4}")) {
      throw new IllegalArgumentException("«" + mode + "» is not a mode of four octal digits");
    }
    if (owner == null || group == null || modified == null) {
      throw new IllegalArgumentException("Owner, group and time belong to a file");
    }
  }

  static String octal(int mode) {
    return String.format("%04o", mode & PERMISSIONS);
  }

  public int bits() {
    return Integer.parseInt(mode, 8);
  }

  /** Whether mode and, where it can be set, owner are the same. */
  public boolean sameAccess(FileAttributes other) {
    return mode.equals(other.mode) && (!OWNER_CAN_BE_SET || sameOwner(other));
  }

  /** Like {@link #sameAccess}, as far as git keeps a mode: whether the owner may execute it. */
  public boolean sameAccessForGit(FileAttributes other) {
    return (bits() & OWNER_EXECUTES) == (other.bits() & OWNER_EXECUTES)
        && (!OWNER_CAN_BE_SET || sameOwner(other));
  }

  private boolean sameOwner(FileAttributes other) {
    return owner.equals(other.owner) && group.equals(other.group);
  }

  /** Sets all of it on a file or directory. The owner first: changing it clears setuid. */
  public void applyTo(Path path) throws IOException {
    if (OWNER_CAN_BE_SET) {
      applyOwner(path);
    }
    Files.setAttribute(path, "unix:mode", bits());
    Files.setLastModifiedTime(path, FileTime.from(modified));
  }

  /**
   * Sets all of it on a directory whose attributes are known. The time of a directory is a
   * courtesy: where it belongs to somebody else, it is left alone.
   */
  public void applyTo(Path directory, FileAttributes current) throws IOException {
    if (OWNER_CAN_BE_SET && !sameOwner(current)) {
      applyOwner(directory);
    }
    if (!mode.equals(current.mode)) {
      Files.setAttribute(directory, "unix:mode", bits());
    }
    try {
      Files.setLastModifiedTime(directory, FileTime.from(modified));
    } catch (FileSystemException e) {
      return;
    }
  }

  /** Sets owner and time on a symbolic link, which has no mode of its own. */
  public void applyToLink(Path link) throws IOException {
    if (OWNER_CAN_BE_SET) {
      applyOwner(link);
    }
    view(link).setTimes(FileTime.from(modified), null, null);
  }

  private void applyOwner(Path path) throws IOException {
    var names = path.getFileSystem().getUserPrincipalLookupService();
    view(path).setOwner(names.lookupPrincipalByName(owner));
    view(path).setGroup(names.lookupPrincipalByGroupName(group));
  }

  private static PosixFileAttributeView view(Path path) {
    return Files.getFileAttributeView(
        path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }
}
