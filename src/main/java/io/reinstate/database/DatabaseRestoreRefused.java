package io.reinstate.database;

import io.reinstate.ReinstateException;

/** A step does not fit how far the restore is. Nothing was changed. */
public final class DatabaseRestoreRefused extends ReinstateException {

  private static final long serialVersionUID = 1L;

  DatabaseRestoreRefused(String what, String where, String next) {
    super(what, where, next);
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
