package io.reinstate.database;

import io.reinstate.ReinstateException;

/** The application's own command did not bring the schema where it should be. */
public final class MigrationFailed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  MigrationFailed(String what, String where, String next) {
    super(what, where, next);
  }

  MigrationFailed(String what, String where, String next, Throwable cause) {
    super(what, where, next, cause);
  }
}
