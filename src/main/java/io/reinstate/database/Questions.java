package io.reinstate.database;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Asks one database, over a connection that cannot write. */
abstract class Questions implements AutoCloseable {

  /** How long one answer may take. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Connection connection;
  private final String where;

  Questions(Connection connection, String where) {
    this.connection = connection;
    this.where = where;
  }

  /** Product and version of the server. */
  abstract String server();

  /** What a query with {@code :since} in it tells, as {@link #value} would. */
  abstract Optional<String> valueSince(String sql, Instant since) throws SQLException;

  /** The number that a query with {@code :since} in it tells; 0 where there is none. */
  final long countSince(String sql, Instant since) throws SQLException {
    try {
      return valueSince(sql, since).map(value -> new BigDecimal(value).longValue()).orElse(0L);
    } catch (NumberFormatException e) {
      throw new SQLException("its value is no number", e);
    }
  }

  /** Whether a failure tells about us or the moment, not about the data. */
  abstract boolean tellsNothing(SQLException e);

  /** The first value of the first row as text; nothing where it is null or there is no row. */
  Optional<String> value(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      limit(statement);
      try (var rows = statement.executeQuery(sql)) {
        return first(rows);
      }
    }
  }

  /** The same, for what cannot go wrong but for the database being away. */
  String require(String sql) {
    try {
      return value(sql).orElseThrow();
    } catch (SQLException e) {
      throw DatabaseUnavailable.away(where, e);
    }
  }

  final Connection connection() {
    return connection;
  }

  final String where() {
    return where;
  }

  static void limit(Statement statement) throws SQLException {
    statement.setQueryTimeout((int) PATIENCE.toSeconds());
  }

  static Optional<String> first(ResultSet rows) throws SQLException {
    return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // Everything was answered; the server ends the session by itself.
    }
  }
}
