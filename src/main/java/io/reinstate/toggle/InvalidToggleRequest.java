package io.reinstate.toggle;

import io.reinstate.ReinstateException;

/** What was asked for could never be done: a key or a value that cannot be one. */
public final class InvalidToggleRequest extends ReinstateException {

  private static final long serialVersionUID = 1L;

  InvalidToggleRequest(String what, String where, String next) {
    super(what, where, next);
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
