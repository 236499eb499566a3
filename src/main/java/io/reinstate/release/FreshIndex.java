package io.reinstate.release;

import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An index that is made beside the one of a work tree and then takes its place under git's own
 * lock, {@code index.lock}. The lock is a second name of the file that was made, so that a run
 * after a kill knows it for its own; a lock of anybody else is left alone.
 */
final class FreshIndex {

  private static final String LOCK = ".lock";

  private final Path index;

  FreshIndex(Path index) {
    this.index = index;
  }

  /** Where it is made. */
  Path file() {
    return index.resolveSibling("reinstate-" + index.getFileName());
  }

  void takesItsPlace() throws IOException {
    Durable.sync(file());
    lock();
    Durable.move(lockOf(index), index);
  }

  /** There was no index, and there is none again. */
  void takesItAway() throws IOException {
    lock();
    Files.deleteIfExists(index);
  }

  private void lock() throws IOException {
    try {
      Durable.link(lockOf(index), file());
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          lockOf(index) + " is there: some git command is at work, or was killed", e);
    }
  }

  /** Removes what this run or an earlier one that was killed left, its lock included. */
  void forget() throws IOException {
    var lock = lockOf(index);
    if (Files.exists(file()) && Files.exists(lock) && Files.isSameFile(file(), lock)) {
      Files.delete(lock);
    }
    Files.deleteIfExists(file());
    Files.deleteIfExists(lockOf(file()));
  }

  static Path lockOf(Path file) {
    return file.resolveSibling(file.getFileName() + LOCK);
  }
}
