package io.reinstate.backup;

import io.reinstate.ReinstateException;
import java.sql.SQLException;

/** The database cannot be opened, for a reason nobody foresaw. */
final class DatabaseNotOpened extends ReinstateException {

  private static final long serialVersionUID = 1L;

  DatabaseNotOpened(DatabaseSettings database, SQLException cause) {
    super(
        "The database cannot be opened: " + cause.getMessage(),
        database.place(),
        "Check spring.datasource, then start again.",
        cause);
  }
}
