package io.reinstate.change;

import io.reinstate.ReinstateException;

/**
 * Something stays as it is, since somebody else changed it after the act did. It holds up nothing
 * else that is put back.
 */
public final class ChangedByOthers extends ReinstateException {

  private static final long serialVersionUID = 1L;

  /** Says what its cause says. */
  public ChangedByOthers(ReinstateException cause) {
    super(cause);
  }
}
