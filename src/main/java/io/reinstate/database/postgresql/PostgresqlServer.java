package io.reinstate.database.postgresql;

import io.reinstate.catalog.application.DatabaseServer.Postgresql;
import io.reinstate.catalog.application.SecretReference;
import io.reinstate.database.product.DatabaseUnavailable;
import io.reinstate.database.product.Questions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/** How one connects to a server. */
final class PostgresqlServer {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofMinutes(1);

  /** Dropping a large database takes its time. */
  private static final Duration ADMINISTRATION = Duration.ofMinutes(15);

  /**
   * A superuser is a member of every role. Nothing here is looked for in the database's schemas.
   */
  private static final String POWER =
      "select pg_catalog.pg_has_role('pg_execute_server_program', 'member')"
          + " or pg_catalog.pg_has_role('pg_read_server_files', 'member')"
          + " or pg_catalog.pg_has_role('pg_write_server_files', 'member')";

  /** Who could make himself a member of them. */
  private static final String MAKES_ROLES =
      " or exists (select from pg_catalog.pg_roles"
          + " where rolname operator(pg_catalog.=) current_user and rolcreaterole)";

  private static final int ROLES_ARE_APART = 16;

  private final Postgresql spec;

  PostgresqlServer(Postgresql spec) {
    this.spec = spec;
  }

  Postgresql spec() {
    return spec;
  }

  String database() {
    return spec.database();
  }

  String where() {
    return "database %s at %s:%d".formatted(spec.database(), spec.host(), spec.port());
  }

  /** Asks one of its databases. */
  Questions ask(String database) {
    var properties = properties(ANSWER);
    properties.setProperty("readOnly", "true");
    properties.setProperty("readOnlyMode", "always");
    return new PostgresqlQuestions(connect(database, properties), where());
  }

  /** A session beside the database, for what is done to it as a whole. */
  Administration administer() {
    return new Administration(connect(spec.maintenance(), properties(ADMINISTRATION)), where());
  }

  private Connection connect(String database, Properties properties) {
    var host = spec.host().contains(":") ? "[" + spec.host() + "]" : spec.host();
    var url = "jdbc:postgresql://%s:%d/%s".formatted(host, spec.port(), database);
    try {
      var connection = DriverManager.getConnection(url, properties);
      try {
        requireNoPower(connection);
        return connection;
      } catch (SQLException | DatabaseUnavailable e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      var where = where() + (database.equals(database()) ? "" : ", connecting to " + database);
      throw String.valueOf(e.getSQLState()).startsWith("28")
          ? DatabaseUnavailable.refusing(where, e)
          : DatabaseUnavailable.away(where, e);
    }
  }

  private void requireNoPower(Connection connection) throws SQLException {
    if (spec.superuser()) {
      return;
    }
    var old = connection.getMetaData().getDatabaseMajorVersion() < ROLES_ARE_APART;
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(old ? POWER + MAKES_ROLES : POWER)) {
      if (rows.next() && rows.getBoolean(1)) {
        throw DatabaseUnavailable.tooPowerful(where(), spec.user());
      }
    }
  }

  private Properties properties(Duration answer) {
    var properties = new Properties();
    properties.setProperty("user", spec.user());
    password().ifPresent(password -> properties.setProperty("password", password));
    properties.setProperty("ApplicationName", "reinstate");
    properties.setProperty("connectTimeout", Long.toString(CONNECT.toSeconds()));
    properties.setProperty("loginTimeout", Long.toString(2 * CONNECT.toSeconds()));
    properties.setProperty("socketTimeout", Long.toString(answer.toSeconds()));
    return properties;
  }

  private Optional<String> password() {
    return spec.password().map(SecretReference::resolve);
  }
}
