package io.reinstate.rollback;

import io.reinstate.ReinstateException;

/** A request that cannot be met as it stands. Nothing was touched. */
public final class RequestRefused extends ReinstateException {

  private static final long serialVersionUID = 1L;

  public RequestRefused(String what, String where, String next) {
    super(what, where, next);
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
