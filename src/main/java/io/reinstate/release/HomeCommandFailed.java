package io.reinstate.release;

import io.reinstate.ReinstateException;

/** A command that the catalog names for the home directory ended with an error. */
public final class HomeCommandFailed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  HomeCommandFailed(String what, String where, String next) {
    super(what, where, next);
  }

  HomeCommandFailed(String what, String where, Throwable cause) {
    super(what, where, "Make it writable, then try again.", cause);
  }
}
