package io.reinstate.storage;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.reinstate.host.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The lock of a file, held until it is closed: one holder at a time among threads and among
 * processes of one machine. The file's lock alone would not do: it belongs to the whole JVM, and
 * closing any channel of the file gives it up. The file stays.
 */
public final class ExclusiveLock implements Closeable {

  private static final Map<Path, Semaphore> THREADS = new ConcurrentHashMap<>();
  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  private final Semaphore threads;
  private final FileChannel channel;

  private ExclusiveLock(Semaphore threads, FileChannel channel) {
    this.threads = threads;
    this.channel = channel;
  }

  /**
   * Waits for whoever holds it; the thread that asks, too.
   *
   * @param file is created, and its directory, when it is not there
   * @param patience how long to wait; zero to ask once
   * @return nothing when it is still held by somebody else then
   * @throws IOException when the file cannot be written
   * @throws io.reinstate.host.Interrupted when the thread is interrupted, or its work cancelled
   */
  public static Optional<ExclusiveLock> of(Path file, Duration patience) throws IOException {
    var threads =
        THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), key -> new Semaphore(1));
    var deadline = Deadline.in(patience);
    if (!deadline.await(threads::tryAcquire, FIRST_PAUSE, LONGEST_PAUSE)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    var locked = false;
    try {
      Durable.createDirectories(file.toAbsolutePath().getParent());
      channel = FileChannel.open(file, CREATE, WRITE);
      locked = lock(channel, deadline);
      return locked ? Optional.of(new ExclusiveLock(threads, channel)) : Optional.empty();
    } finally {
      if (!locked) {
        release(threads, channel);
      }
    }
  }

  private static boolean lock(FileChannel channel, Deadline deadline) throws IOException {
    try {
      return deadline.await(
          () -> {
            try {
              return channel.tryLock() != null;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          },
          FIRST_PAUSE,
          LONGEST_PAUSE);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void release(Semaphore threads, FileChannel channel) throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      threads.release();
    }
  }

  @Override
  public void close() throws IOException {
    release(threads, channel);
  }
}
