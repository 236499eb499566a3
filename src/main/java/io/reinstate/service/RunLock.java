package io.reinstate.service;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.reinstate.host.Interrupted;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One act at a time on one service, among threads and among nodes. The file lock alone would not
 * do: it belongs to the whole JVM, and closing any channel of the file gives it up.
 */
final class RunLock {

  private static final Map<String, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final RunFiles files;
  private final ReentrantLock threads;
  private FileChannel channel;

  private RunLock(RunFiles files) {
    this.files = files;
    var name = files.lock().toAbsolutePath().normalize().toString();
    threads = THREADS.computeIfAbsent(name, key -> new ReentrantLock());
  }

  /** Acts after whoever acts on it now. */
  static void whileHeld(RunFiles files, Runnable act) {
    var lock = new RunLock(files);
    try {
      lock.threads.lockInterruptibly();
    } catch (InterruptedException e) {
      throw Interrupted.during("waiting for another act on " + files.name());
    }
    lock.lockFile(false);
    lock.actAndRelease(act);
  }

  /** Does nothing when someone acts on it now. */
  static void ifFree(RunFiles files, Runnable act) {
    var lock = new RunLock(files);
    if (lock.threads.tryLock() && lock.lockFile(true)) {
      lock.actAndRelease(act);
    }
  }

  private void actAndRelease(Runnable act) {
    try {
      act.run();
    } finally {
      release();
    }
  }

  private void release() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new RunFilesUnusable(files.lock(), e);
    } finally {
      threads.unlock();
    }
  }

  private boolean lockFile(boolean onlyIfFree) {
    var locked = false;
    try {
      files.create();
      channel = FileChannel.open(files.lock(), CREATE, WRITE);
      locked = onlyIfFree ? channel.tryLock() != null : channel.lock().isValid();
      return locked;
    } catch (FileLockInterruptionException e) {
      throw Interrupted.during("waiting for another act on " + files.name());
    } catch (IOException e) {
      throw new RunFilesUnusable(files.lock(), e);
    } finally {
      if (!locked) {
        release();
      }
    }
  }
}
