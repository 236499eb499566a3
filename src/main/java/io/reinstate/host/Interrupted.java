package io.reinstate.host;

import io.reinstate.ReinstateException;

/** Work was given up because its thread was interrupted; the thread stays marked as such. */
public final class Interrupted extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private Interrupted(String what) {
    super(
        "Interrupted while " + what,
        Thread.currentThread().getName(),
        "Reinstate is stopping or the step was cancelled; it can be run again.");
  }

  /** Marks the thread as interrupted and gives the failure to throw. */
  public static Interrupted during(String what) {
    Thread.currentThread().interrupt();
    return new Interrupted(what);
  }
}
