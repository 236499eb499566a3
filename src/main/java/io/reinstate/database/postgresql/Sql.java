package io.reinstate.database.postgresql;

/** Names and texts as SQL writes them. */
final class Sql {

  private Sql() {}

  static String name(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  static String text(String text) {
    var quoted = "'" + text.replace("'", "''").replace("\\", "\\\\") + "'";
    return text.contains("\\") ? "E" + quoted : quoted;
  }
}
