package io.reinstate.database.postgresql;

import io.reinstate.catalog.application.DatabaseServer.Postgresql;
import io.reinstate.database.product.Database;
import io.reinstate.database.product.DatabaseRestore;
import io.reinstate.database.product.DumpFormat;
import io.reinstate.database.product.Questions;
import io.reinstate.database.product.RestoreCheckpoint;
import io.reinstate.database.product.RestoreKey;
import io.reinstate.host.Host;
import java.nio.file.Path;
import java.util.List;

/** A database of a PostgreSQL server. */
public final class PostgresqlDatabase implements Database {

  private final PostgresqlServer server;
  private final PostgresqlPrograms programs;

  public PostgresqlDatabase(Host host, Postgresql spec, Path directory) {
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
  public DatabaseRestore restore(RestoreKey key, RestoreCheckpoint checkpoint) {
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
