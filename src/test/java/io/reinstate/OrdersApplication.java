package io.reinstate;

import io.reinstate.catalog.CatalogSource;
import io.reinstate.catalog.OwnEntry;
import io.reinstate.host.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application with a SQLite file its service works on, and a PostgreSQL database that a test
 * starts. The service is healthy when the schema is the one its code wants, and there is no file
 * {@code sick} beside its home. The customers' letters are files too.
 */
@TestConfiguration(proxyBeanMethods = false)
class OrdersApplication {

  static final Path HOME = RunningReinstate.DATA.resolve("orders/home");
  static final Path ORDERS = HOME.resolve("data/orders.db");
  static final Path SICK = HOME.resolveSibling("sick");
  static final int SERVICE = Ports.free();
  static final int POSTGRESQL = Ports.free();

  private static final String CATALOG =
      OwnEntry.of(
          """
      application: orders
      title: Orders
      home: ../home
      files: { include: ["*.py", schema, .gitignore] }
      data: ["data/**"]
      state: { data: true, versions: { runtime: [cat, data/runtime] } }
      releases: { repository: "%4$s", stable: ["v*-stable"] }
      watch: { everything: 0s, code: 0s }
      services:
        orders:
          title: Orders
          supervised:
            command: [python3, orders.py, "%1$d"]
          deadline: 8s
          health: [{ name: orders, http: { url: "http://127.0.0.1:%1$d/", json: { /status: ok } } }]
      databases:
        orders:
          title: Orders
          sqlite: { file: data/orders.db }
          services: [orders]
          checks: [{ name: orders are there, sql: select count(*) from orders, least: 1 }]
          written: { orders: select count(*) from orders where created > :since }
          schema: select user_version from pragma_user_version
        ledger:
          title: Ledger
          postgresql:
            { host: 127.0.0.1, port: %2$d, database: ledger, user: reinstate, password: "file:%3$s",
              superuser: true }
          checks: [{ name: entries are there, sql: select count(*) from entries, least: 1 }]
          written: { entries: select count(*) from entries where created > :since }
      migrations:
        database: orders
        down: { run: [python3, migrate.py, "{version}"] }
        irreversible: ["1"]
      """);

  private static final String PROGRAM =
      AnsweringProgram.of(
          """
          import os, sqlite3

          wanted = int(open("schema").read())
          database = sqlite3.connect("data/orders.db", check_same_thread=False)
          found = database.execute("pragma user_version").fetchone()[0]

          def answer():
              return {"status": "sick" if os.path.exists("../sick") or found != wanted else "ok",
                      "schema": found,
                      "orders": database.execute("select count(*) from orders").fetchone()[0]}
          """,
          "answer()");

  private static final String MIGRATE =
      """
      import sqlite3, sys

      database = sqlite3.connect("data/orders.db")
      if sys.argv[1] == "2":
          database.execute("alter table orders drop column paid")
      database.execute("pragma user_version = " + sys.argv[1])
      database.commit()
      """;

  @Bean
  CatalogSource ordersCatalog() throws IOException, GitAPIException {
    var catalog = HOME.resolveSibling("catalog");
    var password = HOME.resolveSibling("password");
    Files.createDirectories(catalog);
    Files.createDirectories(HOME);
    Files.writeString(password, PostgresServer.PASSWORD);
    Files.writeString(
        catalog.resolve("orders.yaml"), CATALOG.formatted(SERVICE, POSTGRESQL, password, HOME));
    Files.writeString(HOME.resolve("orders.py"), PROGRAM);
    Files.writeString(HOME.resolve("migrate.py"), MIGRATE);
    Git.init().setDirectory(HOME.toFile()).call().close();
    return () -> catalog;
  }
}
