package io.reinstate.release;

import io.reinstate.ReinstateException;

/** A release could not be checked out or built. The live tree was not touched. */
public final class BuildFailed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  BuildFailed(String what, String where, String next) {
    super(what, where, next);
  }

  BuildFailed(String what, String where, String next, Throwable cause) {
    super(what, where, next, cause);
  }
}
