package io.reinstate.backup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which database Reinstate uses.
 *
 * @param url a JDBC URL
 * @param username who logs in to it
 * @param password never shown
 */
@ConfigurationProperties("spring.datasource")
public record DatabaseSettings(String url, String username, String password) {

  private static final Pattern H2_FILE =
      Pattern.compile("jdbc:h2:(?:file:)?((?!mem:|tcp:|ssl:|zip:|split:|nio)[^;]+)(?:;.*)?");
  private static final Pattern POSTGRESQL = Pattern.compile("jdbc:(postgresql:[^?]*)(?:\\?.*)?");

  public DatabaseSettings {
    url = url == null ? "" : url;
    username = username == null ? "" : username;
    password = password == null ? "" : password;
  }

  /** The one file of an H2 database, which need not exist yet; empty for any other database. */
  public Optional<Path> file() {
    var matcher = H2_FILE.matcher(url);
    return matcher.matches()
        ? Optional.of(Path.of(matcher.group(1).replaceFirst("^~", home()) + ".mv.db"))
        : Optional.empty();
  }

  private static String home() {
    return System.getProperty("user.home");
  }

  /** Whether it is a PostgreSQL, whose own programs copy and restore it. */
  public boolean isPostgresql() {
    return POSTGRESQL.matcher(url).matches();
  }

  /** The database as PostgreSQL's own programs are told it; empty for any other database. */
  Optional<String> postgresqlName() {
    var matcher = POSTGRESQL.matcher(url);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Where it is, without the settings behind it. */
  String place() {
    return file()
        .map(Path::toString)
        .or(this::postgresqlName)
        .orElseGet(() -> url.replaceFirst("[;?].*", ""));
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url, username, password);
  }

  /** The same database in another file. */
  DatabaseSettings readOnlyAt(Path file) {
    var name = file.toString().replaceFirst("\\.mv\\.db$", "");
    return new DatabaseSettings(
        "jdbc:h2:file:" + name + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r", username, password);
  }

  @Override
  public String toString() {
    return place();
  }
}
