package io.reinstate.database.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What PostgreSQL keeps of a database outside of it, and {@code pg_dump} therefore does not carry.
 *
 * @param tablespace empty where it is that of the template
 * @param limit of connections; -1: none
 * @param grants empty: the rights nobody ever changed
 * @param settings made by ALTER DATABASE and ALTER ROLE IN DATABASE
 */
public record DatabaseProperties(
    Form form,
    Optional<String> tablespace,
    int limit,
    Optional<String> comment,
    Optional<Set<Grant>> grants,
    Set<Setting> settings) {

  /** What is settled when it is created. */
  record Form(
      String owner,
      String encoding,
      String provider,
      String collate,
      String ctype,
      Optional<String> locale,
      Optional<String> rules) {}

  /**
   * A right.
   *
   * @param role empty: everybody
   */
  record Grant(Optional<String> role, String privilege, boolean grantable)
      implements Comparable<Grant> {
    @Override
    public int compareTo(Grant other) {
      return toString().compareTo(other.toString());
    }
  }

  /**
   * A parameter for the sessions of a database.
   *
   * @param role whose sessions; empty: everybody's
   * @param assignment as PostgreSQL keeps it, {@code name=value}
   */
  record Setting(Optional<String> role, String assignment) implements Comparable<Setting> {

    /** Parameters whose value is a list of names; read as one text they would mean another. */
    private static final Set<String> LISTS =
        Set.of(
            "local_preload_libraries",
            "search_path",
            "session_preload_libraries",
            "shared_preload_libraries",
            "temp_tablespaces",
            "unix_socket_directories");

    String sql(String database) {
      var name = assignment.substring(0, assignment.indexOf('='));
      var value = assignment.substring(name.length() + 1);
      return target(role, database)
          + " set %s to %s"
              .formatted(parameter(name), LISTS.contains(name) ? list(value) : Sql.text(value));
    }

    /** Extensions' parameters have a prefix. */
    private static String parameter(String name) {
      return Sql.name(name).replace(".", "\".\"");
    }

    private static String list(String value) {
      var names = new ArrayList<String>();
      var name = new StringBuilder();
      var quoted = false;
      for (var c : value.toCharArray()) {
        if (c == '"') {
          // A doubled one is a quote itself: closed and opened again.
          if (!quoted && name.length() > 0) {
            name.append('"');
          }
          quoted = !quoted;
        } else if (c == ',' && !quoted) {
          names.add(Sql.text(name.toString()));
          name.setLength(0);
        } else if (c != ' ' || quoted) {
          name.append(c);
        }
      }
      names.add(Sql.text(name.toString()));
      return String.join(", ", names);
    }

    @Override
    public int compareTo(Setting other) {
      return toString().compareTo(other.toString());
    }
  }

  /** Columns that only some versions have are looked for in the row as a whole. */
  private static final String READ =
      """
      select pg_get_userbyid(d.datdba) as owner, pg_encoding_to_char(d.encoding) as encoding,
        coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') as provider, d.datcollate, d.datctype,
        coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale') as locale,
        to_jsonb(d) ->> 'daticurules' as rules,
        (select s.spcname from pg_tablespace s, pg_database t where s.oid = d.dattablespace
          and t.datname = 'template0' and t.dattablespace <> d.dattablespace) as tablespace,
        d.datconnlimit, shobj_description(d.oid, 'pg_database') as comment,
        d.datacl is not null as granted
      from pg_database d where d.datname = ?
      """;

  private static final String GRANTS =
      """
      select case when a.grantee = 0 then null else pg_get_userbyid(a.grantee) end,
        a.privilege_type, a.is_grantable
      from pg_database d, aclexplode(d.datacl) a where d.datname = ?
      """;

  private static final String SETTINGS =
      """
      select r.rolname, unnest(s.setconfig)
      from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
        left join pg_roles r on r.oid = s.setrole
      where d.datname = ?
      """;

  public static DatabaseProperties read(Connection connection, String database)
      throws SQLException {
    var settings = new TreeSet<Setting>();
    var grants = new TreeSet<Grant>();
    each(
        connection,
        SETTINGS,
        database,
        row -> settings.add(new Setting(text(row, 1), row.getString(2))));
    each(
        connection,
        GRANTS,
        database,
        row -> grants.add(new Grant(text(row, 1), row.getString(2), row.getBoolean(3))));
    var found = new ArrayList<DatabaseProperties>();
    each(connection, READ, database, row -> found.add(of(row, grants, settings)));
    if (found.isEmpty()) {
      throw new SQLException("There is no database " + database);
    }
    return found.get(0);
  }

  private static DatabaseProperties of(ResultSet row, Set<Grant> grants, Set<Setting> settings)
      throws SQLException {
    return new DatabaseProperties(
        new Form(
            row.getString("owner"),
            row.getString("encoding"),
            row.getString("provider"),
            row.getString("datcollate"),
            row.getString("datctype"),
            text(row, row.findColumn("locale")),
            text(row, row.findColumn("rules"))),
        text(row, row.findColumn("tablespace")),
        row.getInt("datconnlimit"),
        text(row, row.findColumn("comment")),
        row.getBoolean("granted") ? Optional.of(grants) : Optional.empty(),
        settings);
  }

  /** Creates a database of this form, empty. */
  String creation(String database) {
    var sql = new StringBuilder("create database ").append(Sql.name(database));
    sql.append(" owner ").append(Sql.name(form.owner())).append(" template template0");
    sql.append(" encoding ").append(Sql.text(form.encoding()));
    if (!form.provider().equals("c")) {
      var icu = form.provider().equals("i");
      sql.append(" locale_provider ").append(icu ? "icu" : "builtin");
      form.locale()
          .ifPresent(
              locale ->
                  sql.append(icu ? " icu_locale " : " builtin_locale ").append(Sql.text(locale)));
      form.rules().ifPresent(rules -> sql.append(" icu_rules ").append(Sql.text(rules)));
    }
    sql.append(" lc_collate ").append(Sql.text(form.collate()));
    sql.append(" lc_ctype ").append(Sql.text(form.ctype()));
    tablespace.ifPresent(name -> sql.append(" tablespace ").append(Sql.name(name)));
    return sql.toString();
  }

  /** What makes another database of the same form like this one; nothing where it is already. */
  List<String> changes(String database, DatabaseProperties now) {
    var changes = new ArrayList<String>();
    var on = "database " + Sql.name(database);
    if (limit != now.limit) {
      changes.add("alter " + on + " with connection limit " + limit);
    }
    if (!comment.equals(now.comment)) {
      changes.add("comment on " + on + " is " + comment.map(Sql::text).orElse("null"));
    }
    if (!grants.equals(now.grants)) {
      changes.add("revoke all on " + on + " from public, " + Sql.name(form.owner()));
      now.grants.stream()
          .flatMap(Set::stream)
          .flatMap(grant -> grant.role().stream())
          .distinct()
          .forEach(role -> changes.add("revoke all on " + on + " from " + Sql.name(role)));
      grants.orElseGet(this::initial).forEach(grant -> changes.add(sql(grant, on)));
    }
    if (!settings.equals(now.settings)) {
      now.settings.stream()
          .map(Setting::role)
          .distinct()
          .forEach(role -> changes.add(target(role, database) + " reset all"));
      settings.forEach(setting -> changes.add(setting.sql(database)));
    }
    return changes;
  }

  /** The rights of a database nobody changed them of. */
  private Set<Grant> initial() {
    var owner = Optional.of(form.owner());
    return new TreeSet<>(
        Set.of(
            new Grant(Optional.empty(), "CONNECT", false),
            new Grant(Optional.empty(), "TEMPORARY", false),
            new Grant(owner, "CONNECT", false),
            new Grant(owner, "TEMPORARY", false),
            new Grant(owner, "CREATE", false)));
  }

  private static String sql(Grant grant, String on) {
    return "grant %s on %s to %s%s"
        .formatted(
            grant.privilege(),
            on,
            grant.role().map(Sql::name).orElse("public"),
            grant.grantable() ? " with grant option" : "");
  }

  private static String target(Optional<String> role, String database) {
    return role.map(name -> "alter role " + Sql.name(name) + " in database ")
            .orElse("alter database ")
        + Sql.name(database);
  }

  @FunctionalInterface
  private interface Row {
    void take(ResultSet row) throws SQLException;
  }

  private static void each(Connection connection, String sql, String database, Row taken)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, database);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          taken.take(rows);
        }
      }
    }
  }

  private static Optional<String> text(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }
}
