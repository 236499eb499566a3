package io.reinstate.database;

import io.reinstate.catalog.DatabaseServer.Postgresql;
import io.reinstate.host.Host;
import java.nio.file.Path;
import java.util.List;

/** A database of a PostgreSQL server. */
final class PostgresqlDatabase implements Database {

  private final PostgresqlServer server;
  private final PostgresqlPrograms programs;

  PostgresqlDatabase(Host host, Postgresql spec, Path directory) {
    server = new PostgresqlServer(spec);
    programs = new PostgresqlPrograms(host, server, directory);
  }

  @Override
  public String where() {
    return server.where();
  }

  @Override
  public DumpFormat format() {
    return DumpFormat.POSTGRESQL_CUSTOM;
  }

  @Override
  public void dump(Path file) {
    programs.requireVersion("pg_dump");
    programs.requireVersion("pg_restore");
    programs.dump(file);
  }

  @Override
  public Questions ask() {
    return server.ask(server.database());
  }

  @Override
  public Restore restore(RestoreKey key, Checkpoint checkpoint) {
    return new PostgresqlRestore(
        server, programs, new PostgresqlNames(server.database(), key), checkpoint);
  }

  @Override
  public List<RestoreKey> begun() {
    try (var administration = server.administer()) {
      return PostgresqlNames.keys(server.database(), administration.databases().keySet());
    }
  }
}
