package io.reinstate.host;

/**
 * Work was given up half-way, because Reinstate stops or the step was cancelled. It can be run
 * again.
 *
 * <p>Not a {@link io.reinstate.ReinstateException}: nothing failed, and whoever has an answer to a
 * failure has none to this. Its message has the same three parts.
 */
public final class Interrupted extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private Interrupted(String what, String next) {
    super(what + " (" + Thread.currentThread().getName() + "). " + next);
  }

  /** Marks the thread as interrupted and gives what to throw. */
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
