package io.reinstate.database.postgresql;

import io.reinstate.database.product.DatabaseUnavailable;
import io.reinstate.database.product.Questions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;

/** Every question is a transaction of its own that can only read. */
final class PostgresqlQuestions extends Questions {

  /** Classes and states: lost connection, no resources, no right, no lock, time over. */
  private static final List<String> TELLS_NOTHING = List.of("08", "53", "42501", "55P03", "57");

  PostgresqlQuestions(Connection connection, String where) {
    super(connection, where);
    try (var statement = connection.createStatement()) {
      // A timestamp without zone is compared as if it were one in the zone of the session.
      statement.execute("set time zone 'UTC'");
    } catch (SQLException e) {
      close();
      throw DatabaseUnavailable.away(where, e);
    }
  }

  @Override
  public String server() {
    return "PostgreSQL " + require("show server_version").split(" ")[0];
  }

  @Override
  public boolean tellsNothing(SQLException e) {
    return TELLS_NOTHING.stream().anyMatch(String.valueOf(e.getSQLState())::startsWith);
  }

  @Override
  public Optional<String> valueSince(String sql, Instant since) throws SQLException {
    var parsed = NamedParameterUtils.parseSqlStatement(sql);
    var values =
        NamedParameterUtils.buildValueArray(sql, Map.of("since", since.atOffset(ZoneOffset.UTC)));
    var marked = NamedParameterUtils.substituteNamedParameters(parsed, null);
    try (var statement = connection().prepareStatement(marked)) {
      limit(statement);
      for (var i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (var rows = statement.executeQuery()) {
        return first(rows);
      }
    }
  }
}
