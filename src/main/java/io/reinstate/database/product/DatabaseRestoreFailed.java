package io.reinstate.database.product;

import io.reinstate.ReinstateException;

/** A step of a restore did not come to its end; the message says how the live database is. */
public final class DatabaseRestoreFailed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  public DatabaseRestoreFailed(String what, String where, String next) {
    super(what, where, next);
  }

  public DatabaseRestoreFailed(String what, String where, String next, Throwable cause) {
    super(what, where, next, cause);
  }
}
