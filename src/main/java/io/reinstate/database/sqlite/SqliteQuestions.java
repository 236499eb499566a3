package io.reinstate.database.sqlite;

import io.reinstate.catalog.application.SystemUser;
import io.reinstate.database.product.Questions;
import io.reinstate.host.Deadline;
import io.reinstate.host.FilesAs;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * SQLite knows {@code :since} by itself. Its query timeout is for locks alone, so a query that does
 * not end is stopped here.
 */
final class SqliteQuestions extends Questions {

  /** As {@code CURRENT_TIMESTAMP} writes it. */
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final Set<SQLiteErrorCode> TELLS_NOTHING =
      Set.of(
          SQLiteErrorCode.SQLITE_BUSY,
          SQLiteErrorCode.SQLITE_LOCKED,
          SQLiteErrorCode.SQLITE_INTERRUPT);

  private final SystemUser user;
  private Deadline deadline = Deadline.in(PATIENCE);

  /**
   * @param user with whose rights SQLite opens what it finds beside the database
   */
  SqliteQuestions(Connection connection, String where, SystemUser user) throws SQLException {
    super(connection, where);
    this.user = user;
    SqliteFile.stopWhen(connection, () -> deadline.passed());
  }

  @Override
  public Optional<String> value(String sql) throws SQLException {
    deadline = Deadline.in(PATIENCE);
    return FilesAs.call(user, () -> super.value(sql));
  }

  @Override
  public void close() {
    FilesAs.run(user, super::close);
  }

  @Override
  public String server() {
    return "SQLite " + require("select sqlite_version()");
  }

  @Override
  public boolean tellsNothing(SQLException e) {
    return e instanceof SQLiteException known && TELLS_NOTHING.contains(known.getResultCode());
  }

  @Override
  public Optional<String> valueSince(String sql, Instant since) throws SQLException {
    deadline = Deadline.in(PATIENCE);
    return FilesAs.call(user, () -> answer(sql, since));
  }

  private Optional<String> answer(String sql, Instant since) throws SQLException {
    try (var statement = connection().prepareStatement(sql)) {
      limit(statement);
      statement.setString(1, TIMESTAMP.format(since));
      try (var rows = statement.executeQuery()) {
        return first(rows);
      }
    }
  }
}
