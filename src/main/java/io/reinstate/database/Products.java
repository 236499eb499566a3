package io.reinstate.database;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.DatabaseServer;
import io.reinstate.database.postgresql.PostgresqlDatabase;
import io.reinstate.database.product.Database;
import io.reinstate.database.product.DumpFormat;
import io.reinstate.database.sqlite.SqliteDatabase;
import io.reinstate.host.Host;

/** The databases of the catalog, by product. */
final class Products {

  private Products() {}

  static Database open(Host host, Application application, DatabaseId id) {
    var server = application.database(id).server();
    if (server instanceof DatabaseServer.Postgresql postgresql) {
      return new PostgresqlDatabase(host, postgresql, application.home());
    }
    return new SqliteDatabase(((DatabaseServer.Sqlite) server).file(), application.user());
  }

  static DumpFormat format(DatabaseServer server) {
    return server instanceof DatabaseServer.Postgresql
        ? DumpFormat.POSTGRESQL_CUSTOM
        : DumpFormat.SQLITE;
  }
}
