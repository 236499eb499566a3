package io.reinstate.database;

import io.reinstate.ReinstateException;

/** A statement failed. */
public final class QueryFailed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  QueryFailed(String what, String where, String next, Throwable cause) {
    super(what, where, next, cause);
  }
}
