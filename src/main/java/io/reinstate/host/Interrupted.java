package io.reinstate.host;

import io.reinstate.ReinstateException;

/** Work was given up half-way, not because it failed. It can be run again. */
public final class Interrupted extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private Interrupted(String what, String next) {
    super(what, Thread.currentThread().getName(), next);
  }

  /** Marks the thread as interrupted and gives the failure to throw. */
  public static Interrupted during(String what) {
    Thread.currentThread().interrupt();
    return new Interrupted(
        "Interrupted while " + what,
        "Reinstate is stopping or the step was cancelled; it can be run again.");
  }

  /** The work of the thread was cancelled. */
  static Interrupted because(String why, String what) {
    return new Interrupted(why + "; given up while " + what, "It can be run again.");
  }
}
