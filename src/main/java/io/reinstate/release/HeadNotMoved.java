package io.reinstate.release;

import io.reinstate.ReinstateException;

/** The live repository could not be told which commit is live. Its files were not touched. */
public final class HeadNotMoved extends ReinstateException {

  private static final long serialVersionUID = 1L;

  HeadNotMoved(String what, String where, String next) {
    super(what, where, next);
  }

  HeadNotMoved(String what, String where, String next, Throwable cause) {
    super(what, where, next, cause);
  }
}
