package io.reinstate.release;

import io.reinstate.host.Deadline;
import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/**
 * What a kill leaves of git's lock on HEAD, {@code HEAD.lock}. A note is written before HEAD is
 * locked, while no lock is there. A lock that a later run finds with the note is therefore newer
 * than it: when it stays, it is what was killed that left it. Without the note it is anybody's.
 */
final class HeadLock {

  /** Git holds it no longer than it takes to write one line. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Path lock;
  private final Path note;

  HeadLock(Repository repository) {
    lock = of(repository);
    note = lock.resolveSibling("reinstate-" + Constants.HEAD);
  }

  /** Where git's lock on HEAD is while there is one. */
  static Path of(Repository repository) {
    return repository.getDirectory().toPath().resolve(Constants.HEAD + ".lock");
  }

  /** Changes HEAD. */
  void around(Change change) throws IOException {
    if (Files.exists(note)) {
      Deadline.in(LONGEST).await(() -> !Files.exists(lock), PAUSE, PAUSE);
      Files.deleteIfExists(lock);
    } else if (Files.exists(lock)) {
      throw new IOException(lock + " is there: some git command is at work, or was killed");
    }
    Durable.write(note, new byte[0]);
    try {
      change.run();
    } finally {
      Files.deleteIfExists(note);
    }
  }

  /** A change to HEAD, under git's lock. */
  interface Change {
    void run() throws IOException;
  }
}
