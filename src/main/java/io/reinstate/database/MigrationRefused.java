package io.reinstate.database;

import io.reinstate.ReinstateException;

/** A schema cannot go back to that version; nothing was changed. */
public final class MigrationRefused extends ReinstateException {

  private static final long serialVersionUID = 1L;

  MigrationRefused(String what, String where, String next) {
    super(what, where, next);
  }
}
