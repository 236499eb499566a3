package io.reinstate.backup;

import io.reinstate.ReinstateException;

/** This database is backed up and restored by its own programs. The message has the command. */
public final class BackedUpElsewhere extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private BackedUpElsewhere(String what, DatabaseSettings database, String next) {
    super(what, database.place(), next);
  }

  static BackedUpElsewhere backup(DatabaseSettings database) {
    return new BackedUpElsewhere(
        "Only an H2 file is backed up by Reinstate",
        database,
        database
            .postgresqlName()
            .map(
                name ->
                    "Use pg_dump: pg_dump --format=custom --file=reinstate.dump --username="
                        + database.username()
                        + " --dbname="
                        + name)
            .orElse("Use the database's own programs."));
  }

  static BackedUpElsewhere restore(DatabaseSettings database) {
    return new BackedUpElsewhere(
        "Only an H2 file is restored by Reinstate",
        database,
        database
            .postgresqlName()
            .map(
                name ->
                    "Stop Reinstate, make the database anew (dropdb reinstate; createdb"
                        + " --owner=reinstate reinstate), then use pg_restore: pg_restore"
                        + " --single-transaction --username="
                        + database.username()
                        + " --dbname="
                        + name
                        + " reinstate.dump")
            .orElse("Use the database's own programs."));
  }
}
