package io.reinstate.release;

import io.reinstate.ReinstateException;

/** There is no such release, or it is not clear which one is meant. */
public final class ReleaseNotFound extends ReinstateException {

  private static final long serialVersionUID = 1L;

  ReleaseNotFound(String what, String where, String next) {
    super(what, where, next);
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
