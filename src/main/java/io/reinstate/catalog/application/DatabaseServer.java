package io.reinstate.catalog.application;

import java.nio.file.Path;
import java.util.Optional;

/** Where a database is. */
public sealed interface DatabaseServer {

  /**
   * A database of a PostgreSQL server.
   *
   * @param maintenance the database one connects to while this one is exchanged
   * @param user owns the database and may create others
   * @param password looked up when it is needed
   * @param superuser whether the user may have more rights on the server than an owner needs
   * @param programs the directory of pg_dump, pg_restore and vacuumdb; otherwise those on PATH
   */
  record Postgresql(
      String host,
      int port,
      String database,
      String maintenance,
      String user,
      Optional<SecretReference> password,
      boolean superuser,
      Optional<Path> programs)
      implements DatabaseServer {}

  /**
   * A SQLite file.
   *
   * @param file absolute; below the home directory
   */
  record Sqlite(Path file) implements DatabaseServer {}
}
