package io.reinstate.toggle;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.reinstate.catalog.Application;
import io.reinstate.host.Deadline;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One change at a time to the files of an application's switches, among threads and among nodes.
 * The file lock alone would not do: it belongs to the whole JVM, and closing any channel of the
 * file gives it up.
 */
final class ToggleLock {

  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  private final Path file;

  private ToggleLock(Path file) {
    this.file = file;
  }

  /** Acts after whoever acts now. */
  static void whileHeld(Application application, Runnable act) {
    var lock = new ToggleLock(ToggleJournal.directory(application).resolve("lock"));
    lock.await(() -> HELD.add(lock.file));
    try {
      lock.actWithFile(act);
    } finally {
      HELD.remove(lock.file);
    }
  }

  private void actWithFile(Runnable act) {
    try {
      Durable.createDirectories(file.getParent());
      try (var channel = FileChannel.open(file, CREATE, WRITE)) {
        await(() -> channel.tryLock() != null);
        act.run();
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** A try that may fail. */
  private interface Attempt {
    boolean succeeds() throws IOException;
  }

  private void await(Attempt attempt) {
    var held =
        Deadline.in(PATIENCE)
            .await(
                () -> {
                  try {
                    return attempt.succeeds();
                  } catch (IOException e) {
                    throw unusable(e);
                  }
                },
                FIRST_PAUSE,
                LONGEST_PAUSE);
    if (!held) {
      throw new ToggleFailed(
          "Somebody else has been changing switches of this application for 30 s",
          file.toString(),
          "Nothing was changed. Try again when the other step has ended.");
    }
  }

  private ToggleFailed unusable(IOException e) {
    return new ToggleFailed(
        "The lock for the switches of this application cannot be used: " + e,
        file.toString(),
        "Check its rights and free space. Nothing was changed.",
        e);
  }
}
