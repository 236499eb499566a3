package io.reinstate.database.product;

import io.reinstate.ReinstateException;

/** One cannot connect to a database: its server is away, or lets us not in. */
public final class DatabaseUnavailable extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private final boolean refused;

  private DatabaseUnavailable(
      String what, String where, String next, boolean refused, Throwable cause) {
    super(what, where, next, cause);
    this.refused = refused;
  }

  public static DatabaseUnavailable away(String where, Throwable cause) {
    return new DatabaseUnavailable(
        "The database cannot be reached: " + cause.getMessage(),
        where,
        "Check that its server runs, and the address in the catalog.",
        false,
        cause);
  }

  public static DatabaseUnavailable refusing(String where, Throwable cause) {
    return new DatabaseUnavailable(
        "The server lets Reinstate not in: " + cause.getMessage(),
        where,
        "Check user and password in the catalog.",
        true,
        cause);
  }

  public static DatabaseUnavailable tooPowerful(String where, String role) {
    return new DatabaseUnavailable(
        "The role «"
            + role
            + "» may do more on the server than an owner, and so might whoever created a view or"
            + " function in the database, once it is asked or restored",
        where,
        "Name a role in the catalog that owns the database and has CREATEDB, or write"
            + " postgresql.superuser: true.",
        true,
        null);
  }

  /** Whether it was us who were refused, which tells nothing about the database. */
  public boolean refused() {
    return refused;
  }
}
