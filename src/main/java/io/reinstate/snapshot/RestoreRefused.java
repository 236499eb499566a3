package io.reinstate.snapshot;

import io.reinstate.ReinstateException;

/** Restoring was refused before anything in the live tree was touched. */
public sealed class RestoreRefused extends ReinstateException permits UnsafePath {

  private static final long serialVersionUID = 1L;

  RestoreRefused(String what, String where, String next) {
    super(what, where, next);
  }

  RestoreRefused(String what, String where, String next, Throwable cause) {
    super(what, where, next, cause);
  }
}
