package io.reinstate.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;

/**
 * A path of the live tree as it was when somebody looked; symbolic links are not followed.
 *
 * @param path relative to the home directory, names separated by {@code /}
 * @param size bytes of content, 0 for what is no regular file
 * @param target of a symbolic link
 * @param user number of the owner
 * @param group number of the group
 * @param device number of the file system it is on
 */
public record FileState(
    String path,
    FileType type,
    FileAttributes attributes,
    long size,
    Optional<String> target,
    long user,
    long group,
    long device) {

  private static final String WANTED =
      "unix:mode,uid,gid,size,lastModifiedTime,dev," + "isRegularFile,isDirectory,isSymbolicLink";

  /**
   * @param file leads to it
   */
  public static FileState read(Path file, String path, Owners owners) throws IOException {
    var found = Files.readAttributes(file, WANTED, LinkOption.NOFOLLOW_LINKS);
    var type = type(found);
    return new FileState(
        path,
        type,
        attributes(found, file, owners),
        type == FileType.FILE ? (Long) found.get("size") : 0,
        type == FileType.LINK
            ? Optional.of(Files.readSymbolicLink(file).toString())
            : Optional.empty(),
        (Integer) found.get("uid"),
        (Integer) found.get("gid"),
        (Long) found.get("dev"));
  }

  private static FileAttributes attributes(Map<String, Object> found, Path file, Owners owners)
      throws IOException {
    return new FileAttributes(
        FileAttributes.octal((Integer) found.get("mode")),
        owners.user((Integer) found.get("uid"), file),
        owners.group((Integer) found.get("gid"), file),
        ((FileTime) found.get("lastModifiedTime")).toInstant());
  }

  private static FileType type(Map<String, Object> found) {
    if (Boolean.TRUE.equals(found.get("isRegularFile"))) {
      return FileType.FILE;
    } else if (Boolean.TRUE.equals(found.get("isDirectory"))) {
      return FileType.DIRECTORY;
    }
    return Boolean.TRUE.equals(found.get("isSymbolicLink")) ? FileType.LINK : FileType.SPECIAL;
  }

  /** The same, owned like another file. */
  FileState ownedLike(FileState other) {
    var own = attributes;
    var like = other.attributes;
    return new FileState(
        path,
        type,
        new FileAttributes(own.mode(), like.owner(), like.group(), own.modified()),
        size,
        target,
        other.user,
        other.group,
        device);
  }

  /** The same, with so many bytes. */
  public FileState ofSize(long bytes) {
    return new FileState(path, type, attributes, bytes, target, user, group, device);
  }

  /** Whether content cannot have changed between the two looks. */
  public boolean sameContentAs(FileState other) {
    return type == other.type
        && size == other.size
        && attributes.modified().equals(other.attributes.modified());
  }
}
