package io.reinstate.database.product;

import io.reinstate.ReinstateException;

/** A statement failed. */
public final class QueryFailed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  public QueryFailed(String what, String where, String next, Throwable cause) {
    super(what, where, next, cause);
  }
}
