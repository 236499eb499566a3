package io.reinstate.database.product;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Asks one database, over a connection that cannot write. */
public abstract class Questions implements AutoCloseable {

  /** How long one answer may take. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Connection connection;
  private final String where;

  public Questions(Connection connection, String where) {
    this.connection = connection;
    this.where = where;
  }

  /** Product and version of the server. */
  public abstract String server();

  /** What a query with {@code :since} in it tells, as {@link #value} would. */
  public abstract Optional<String> valueSince(String sql, Instant since) throws SQLException;

  /** The number that a query with {@code :since} in it tells; 0 where there is none. */
  public final long countSince(String sql, Instant since) throws SQLException {
    try {
      return valueSince(sql, since).map(value -> new BigDecimal(value).longValue()).orElse(0L);
    } catch (NumberFormatException e) {
      throw new SQLException("its value is no number", e);
    }
  }

  /** Whether a failure tells about us or the moment, not about the data. */
  public abstract boolean tellsNothing(SQLException e);

  /** The first value of the first row as text; nothing where it is null or there is no row. */
  public Optional<String> value(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      limit(statement);
      try (var rows = statement.executeQuery(sql)) {
        return first(rows);
      }
    }
  }

  /** The same, for what cannot go wrong but for the database being away. */
  protected String require(String sql) {
    try {
      return value(sql).orElseThrow();
    } catch (SQLException e) {
      throw DatabaseUnavailable.away(where, e);
    }
  }

  protected final Connection connection() {
    return connection;
  }

  public final String where() {
    return where;
  }

  protected static void limit(Statement statement) throws SQLException {
    statement.setQueryTimeout((int) PATIENCE.toSeconds());
  }

  protected static Optional<String> first(ResultSet rows) throws SQLException {
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
