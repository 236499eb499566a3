package io.reinstate.host;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Ends the work of a thread from outside: the command it runs is killed, its waiting ends, its next
 * {@link #check} fails.
 *
 * <p>It belongs to a thread, as an interrupt does, and is used instead of one: an interrupt closes
 * whatever file the thread happens to read or write, that of an embedded database included.
 */
public final class Cancellation {

  private static final Cancellation NEVER = new Cancellation(() -> {});
  private static final ThreadLocal<Cancellation> CURRENT = ThreadLocal.withInitial(() -> NEVER);

  private final Runnable examination;
  private final CompletableFuture<String> requested = new CompletableFuture<>();

  /**
   * @param examination is run by every check, in the thread that checks, and may {@link #cancel}
   */
  public Cancellation(Runnable examination) {
    this.examination = examination;
  }

  /** That of the current thread; one that never comes when nobody can cancel its work. */
  public static Cancellation current() {
    return CURRENT.get();
  }

  /**
   * Fails when the work of the current thread was cancelled. Long work asks now and then, and
   * always right before what cannot be taken back.
   *
   * @throws Interrupted when it was
   */
  public static void check() {
    var current = current();
    current.examination.run();
    current.failWhenRequested("working");
  }

  /** Does work that nothing ends, such as cleaning up, or the rest of what cannot be taken back. */
  public static void uncancelled(Runnable work) {
    NEVER.during(
        () -> {
          work.run();
          return null;
        });
  }

  /** Does work that this object can end. */
  public <T> T during(Supplier<T> work) {
    var outer = CURRENT.get();
    CURRENT.set(this);
    try {
      return work.get();
    } finally {
      CURRENT.set(outer);
    }
  }

  /**
   * Asks for the end of the work. Of several reasons the first one counts; tells whether this was
   * it.
   */
  public boolean cancel(String why) {
    return requested.complete(why);
  }

  /** Whether the work is to end. */
  public boolean isRequested() {
    return requested.isDone();
  }

  /** Comes to its end, with the reason, when the work is cancelled. */
  CompletableFuture<String> requested() {
    return requested;
  }

  void failWhenRequested(String what) {
    if (requested.isDone()) {
      throw Interrupted.because(requested.join(), what);
    }
  }
}
