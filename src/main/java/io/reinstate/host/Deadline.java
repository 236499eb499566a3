package io.reinstate.host;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A point in time until which something is waited for. Independent of the wall clock. */
public final class Deadline {

  private final long start = System.nanoTime();
  private final long nanos;

  private Deadline(Duration duration) {
    nanos = duration.toNanos();
  }

  /** The deadline that far from now. */
  public static Deadline in(Duration duration) {
    return new Deadline(duration);
  }

  public boolean passed() {
    return left() <= 0;
  }

  /**
   * Waits until the condition holds or the time is over, asking at least once.
   *
   * @param first the pause after the first question; each further one is twice as long
   * @param longest the longest pause
   * @return whether the condition held
   * @throws Interrupted when the thread is interrupted, or its work cancelled
   */
  public boolean await(BooleanSupplier condition, Duration first, Duration longest) {
    var pause = first.toNanos();
    while (!condition.getAsBoolean()) {
      if (passed()) {
        return false;
      }
      park(Math.min(pause, left()));
      pause = Math.min(pause * 2, longest.toNanos());
    }
    return true;
  }

  private long left() {
    return nanos - (System.nanoTime() - start);
  }

  private static void park(long nanos) {
    LockSupport.parkNanos(nanos);
    if (Thread.currentThread().isInterrupted()) {
      throw Interrupted.during("waiting");
    }
    Cancellation.check();
  }
}
