package io.reinstate.traffic;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.reinstate.catalog.Application;
import io.reinstate.host.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One switch of an application at a time, among threads and among nodes of one machine: two that
 * cross could leave no colour at all. The file lock alone would not do, for it belongs to the whole
 * JVM.
 */
final class SwitchLocks {

  /** Longer than a switch takes. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final Map<Path, ReentrantLock> threads = new ConcurrentHashMap<>();

  /**
   * Acts after whoever switches now.
   *
   * @throws TrafficBusy when that takes longer than two minutes
   */
  <T> T whileHeld(Application application, Supplier<T> act) {
    var file = file(application);
    var thread = threads.computeIfAbsent(file, key -> new ReentrantLock());
    var deadline = Deadline.in(LONGEST_WAIT);
    await(deadline, thread::tryLock, application, file);
    try (var channel = open(file)) {
      await(deadline, () -> locked(channel), application, file);
      return act.get();
    } catch (IOException e) {
      throw new TrafficBusy(application, file, e);
    } finally {
      thread.unlock();
    }
  }

  private static void await(
      Deadline deadline, BooleanSupplier locked, Application application, Path file) {
    if (!deadline.await(locked, Duration.ofMillis(5), Duration.ofMillis(200))) {
      throw new TrafficBusy(application, file, null);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return FileChannel.open(file, CREATE, WRITE);
  }

  private static boolean locked(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(Application application) {
    var home = application.home();
    return home.resolveSibling("." + home.getFileName() + ".reinstate").resolve("traffic.lock");
  }
}
