package io.reinstate.snapshot;

import java.nio.file.Path;

/** The words with which a restore is refused before anything is touched. */
public final class RefusalReasons {

  private RefusalReasons() {}

  public static RestoreRefused special(Path path) {
    return new RestoreRefused(
        "A named pipe, socket or device is where the snapshot has a file",
        path.toString(),
        "Nothing was changed. Remove it, or exclude it in the catalog, then try again.");
  }

  public static RestoreRefused noData(SnapshotId snapshot) {
    return new RestoreRefused(
        "The snapshot holds no data of customers",
        "snapshot " + snapshot,
        "Nothing was changed. Restore the files alone, or choose a snapshot that was taken while"
            + " the catalog said «state: { data: true }».");
  }

  public static RestoreRefused releaseGone(SnapshotId snapshot, String problem) {
    return new RestoreRefused(
        "The snapshot " + problem,
        "snapshot " + snapshot,
        "Nothing was changed. Choose another snapshot, or deploy that release with your tool.");
  }

  public static RestoreRefused noDirectory(Path path) {
    return new RestoreRefused(
        "A file is where the snapshot has a directory",
        path.toString(),
        "Nothing was changed. Move the file away, then try again.");
  }

  public static RestoreRefused notEmptied(Path path) {
    return new RestoreRefused(
        "A directory with unmanaged files is where the snapshot has a file",
        path.toString(),
        "Nothing was changed. Move the directory away, then try again.");
  }

  public static UnsafePath linkOnTheWay(Path path) {
    return new UnsafePath(
        "A symbolic link is where the snapshot has a directory",
        path.toString(),
        "Nothing was changed. Replace the link by a directory, or exclude what is below it in the"
            + " catalog, then try again.");
  }

  public static UnsafePath linkOutside(String path, String target) {
    return new UnsafePath(
        "The link to restore leads to «" + target + "», which may be outside the home directory",
        path,
        "Nothing was changed. Set the link by hand, or exclude it in the catalog.");
  }
}
