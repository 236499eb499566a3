package io.reinstate;

/**
 * Root of every failure Reinstate itself raises. Its message has three parts, in this order: what
 * happened, where, and what to do next.
 */
public abstract class ReinstateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  protected ReinstateException(String what, String where, String next) {
    this(what, where, next, null);
  }

  protected ReinstateException(String what, String where, String next, Throwable cause) {
    super(what + " (" + where + "). " + next, cause);
  }

  /** Says what its cause says: to those who ask for this kind of failure. */
  protected ReinstateException(ReinstateException cause) {
    super(cause.getMessage(), cause);
  }

  /** Whether trying again later may succeed, with nobody doing anything about it. */
  public boolean mayPass() {
    return true;
  }
}
