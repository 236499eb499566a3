package io.reinstate.database;

import io.reinstate.catalog.Application;
import io.reinstate.catalog.DatabaseId;
import io.reinstate.catalog.DatabaseServer;
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
