package io.reinstate.chaos;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** An application's SQLite database. From version 2 on an order may be paid. */
final class Orders {

  private final Path file;

  Orders(Path home) {
    this.file = home.resolve("db/orders.db");
  }

  /** Order 1 is there, and nothing else, whatever was there. */
  void reset() {
    run(
        "drop table if exists orders",
        "create table orders (number integer primary key)",
        "insert into orders values (1)",
        "pragma user_version = 1");
  }

  /** The next version came, then an order that is paid. */
  void migrateUp() {
    run(
        "alter table orders add column paid integer",
        "insert into orders values (2, 7)",
        "pragma user_version = 2");
  }

  /** Somebody ordered again. */
  void add() {
    run("insert into orders (number) select max(number) + 1 from orders");
  }

  /** Its version and all that is in it, in one line. */
  String text() {
    var paid = version() < 2 ? "" : " || ' paid ' || coalesce(paid, 'no')";
    return "version %d: %s"
        .formatted(version(), value("select group_concat(number" + paid + ", ', ') from orders"));
  }

  private int version() {
    return Integer.parseInt(value("pragma user_version"));
  }

  private String value(String sql) {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      return String.valueOf(row.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException(file + " is no usable database", e);
    }
  }

  private void run(String... statements) {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(file + " is no usable database", e);
    }
  }
}
