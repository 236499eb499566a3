package io.reinstate.database.product;

import io.reinstate.ReinstateException;

/** Somebody holds on to a database that is to be exchanged. The live one is as it was. */
public final class DatabaseInUse extends ReinstateException {

  private static final long serialVersionUID = 1L;

  public DatabaseInUse(String by, String where, String next) {
    super("The database is in use by " + by, where, next);
  }
}
