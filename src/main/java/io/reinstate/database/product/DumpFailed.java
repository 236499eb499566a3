package io.reinstate.database.product;

import io.reinstate.ReinstateException;

/** A dump could not be made. Nothing is left under its name that is not whole. */
public final class DumpFailed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  public DumpFailed(String what, String where, String next) {
    super(what, where, next);
  }

  public DumpFailed(String what, String where, String next, Throwable cause) {
    super(what, where, next, cause);
  }
}
