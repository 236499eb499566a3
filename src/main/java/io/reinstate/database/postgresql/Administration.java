package io.reinstate.database.postgresql;

import io.reinstate.database.product.DatabaseInUse;
import io.reinstate.database.product.QueryFailed;
import io.reinstate.host.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A session beside the databases it creates, closes, renames and drops. */
final class Administration implements AutoCloseable {

  /** How long sessions may take to end, and those that begin may stand in the way. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How long those may take to go by themselves that Reinstate may not end. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(10);

  private static final String NO_RIGHT = "42501";

  /** Still used by others, or locked by them, or not done in time. */
  private static final Set<String> BUSY = Set.of("55006", "55P03", "57014");

  /**
   * How long one try may take at first. PostgreSQL looks every 100 ms only whether a database is
   * vacant; trying again is quicker where clients come all the time.
   */
  private static final Duration FIRST_TRY = Duration.ofMillis(20);

  private final Connection connection;
  private final String where;

  Administration(Connection connection, String where) {
    this.connection = connection;
    this.where = where;
    run("set statement_timeout = 0");
    run("set default_transaction_read_only = off");
    run("set lock_timeout = '2s'");
  }

  /** What a database is called before and after. */
  record Renaming(String from, String to) {}

  /** Every database of the server, and whether one can connect to it. */
  Map<String, Boolean> databases() {
    var found = new LinkedHashMap<String, Boolean>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select datname, datallowconn from pg_database")) {
      while (rows.next()) {
        found.put(rows.getString(1), rows.getBoolean(2));
      }
      return found;
    } catch (SQLException e) {
      throw failed("The databases cannot be listed", e);
    }
  }

  DatabaseProperties properties(String database) {
    try {
      return DatabaseProperties.read(connection, database);
    } catch (SQLException e) {
      throw failed("The properties of the database cannot be read", e);
    }
  }

  void create(String database, DatabaseProperties properties) {
    run(properties.creation(database));
  }

  /** Gives a database all that is not settled by its creation. */
  void set(String database, DatabaseProperties properties) {
    try {
      inTransaction(properties.changes(database, properties(database)));
    } catch (QueryFailed e) {
      throw e.getCause() instanceof SQLException cause && NO_RIGHT.equals(cause.getSQLState())
          ? notOurs(cause)
          : e;
    }
  }

  private QueryFailed notOurs(SQLException e) {
    return new QueryFailed(
        "A setting or right of the live database cannot be given to another: " + e.getMessage(),
        where,
        "A superuser made it. GRANT SET ON PARAMETER to the catalog's user, or reset it.",
        e);
  }

  /**
   * Drops a database with the sessions in it; no error when it is gone already. With force
   * PostgreSQL refuses to end its own autovacuum for anybody but a superuser; without, it ends it.
   *
   * @throws DatabaseInUse when a session cannot be ended
   */
  void drop(String database) {
    var drop = "drop database if exists " + Sql.name(database);
    try {
      run(drop + " with (force)");
    } catch (QueryFailed e) {
      if (!(e.getCause() instanceof SQLException cause) || !NO_RIGHT.equals(cause.getSQLState())) {
        throw e;
      }
      vacate(List.of(database));
      run(drop);
    }
  }

  /** From now on nobody can connect to it, superusers included; sessions that are there stay. */
  void close(String database) {
    run(access(database, false));
  }

  void open(String database) {
    run(access(database, true));
  }

  /**
   * Renames in one transaction, the sessions in the renamed databases being ended before, and lets
   * everybody connect to the live one by that name.
   *
   * @throws DatabaseInUse when a session cannot be ended
   */
  void rename(List<Renaming> renamings, String live) {
    var vacated = renamings.stream().map(Renaming::from).toList();
    var statements =
        new ArrayList<>(
            renamings.stream()
                .map(
                    each ->
                        "alter database %s rename to %s"
                            .formatted(Sql.name(each.from()), Sql.name(each.to())))
                .toList());
    statements.add(access(live, true));
    renameWhenVacant(vacated, statements);
  }

  /** Makes a half-made database one that is whole. */
  void rename(Renaming renaming) {
    renameWhenVacant(
        List.of(renaming.from()),
        List.of(
            "alter database %s rename to %s"
                .formatted(Sql.name(renaming.from()), Sql.name(renaming.to()))));
  }

  /** A session that is just beginning is counted by the server before anybody can see it. */
  private void renameWhenVacant(Collection<String> vacated, List<String> statements) {
    var last = new QueryFailed[1];
    var tries = new int[1];
    var done =
        Deadline.in(PATIENCE)
            .await(
                () -> {
                  vacate(vacated);
                  last[0] = attempt(statements, FIRST_TRY.multipliedBy(++tries[0]));
                  return last[0] == null;
                },
                FIRST_PAUSE,
                LONGEST_PAUSE);
    if (!done) {
      throw last[0];
    }
  }

  /** What stood in the way; null when it is done. */
  private QueryFailed attempt(List<String> statements, Duration limit) {
    var limited = new ArrayList<>(List.of("set local statement_timeout = " + limit.toMillis()));
    limited.addAll(statements);
    try {
      inTransaction(limited);
      return null;
    } catch (QueryFailed e) {
      if (e.getCause() instanceof SQLException cause && BUSY.contains(cause.getSQLState())) {
        return e;
      }
      throw e;
    }
  }

  /** Ends the sessions in these databases and waits until they are gone. */
  private void vacate(Collection<String> databases) {
    var patience = Deadline.in(PATIENCE);
    var grace = Deadline.in(GRACE);
    var held = new TreeSet<String>();
    var vacant =
        patience.await(
            () -> {
              held.clear();
              var left = end(databases, held);
              if (!held.isEmpty() && grace.passed()) {
                throw heldBy(held);
              }
              return left == 0;
            },
            FIRST_PAUSE,
            LONGEST_PAUSE);
    if (!vacant) {
      throw new DatabaseInUse(
          "sessions that do not end", where, "Look for them in pg_stat_activity, then try again.");
    }
  }

  private DatabaseInUse heldBy(Set<String> roles) {
    return new DatabaseInUse(
        "sessions of " + String.join(", ", roles) + " that Reinstate may not end",
        where,
        "End them, or GRANT pg_signal_backend to the catalog's user; those of a superuser only a superuser can end.");
  }

  /** Tells how many sessions are left, and adds the roles of those that may not be ended. */
  private int end(Collection<String> databases, Set<String> held) {
    var sessions = sessions(databases);
    sessions.forEach(
        (pid, role) -> {
          if (!end(pid)) {
            held.add(role);
          }
        });
    return sessions.size();
  }

  private Map<Integer, String> sessions(Collection<String> databases) {
    // Those without a user are the server's own, which it ends by itself.
    var sql =
        "select pid, usename from pg_stat_activity"
            + " where datname = any(?) and usesysid is not null and pid <> pg_backend_pid()";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("text", databases.toArray()));
      try (var rows = statement.executeQuery()) {
        var found = new LinkedHashMap<Integer, String>();
        while (rows.next()) {
          found.put(rows.getInt(1), rows.getString(2));
        }
        return found;
      }
    } catch (SQLException e) {
      throw failed("The sessions cannot be listed", e);
    }
  }

  private boolean end(int pid) {
    try (var statement = connection.prepareStatement("select pg_terminate_backend(?)")) {
      statement.setInt(1, pid);
      statement.execute();
      return true;
    } catch (SQLException e) {
      if (NO_RIGHT.equals(e.getSQLState())) {
        return false;
      }
      throw failed("A session cannot be ended", e);
    }
  }

  private static String access(String database, boolean allowed) {
    return "alter database %s with allow_connections %s".formatted(Sql.name(database), allowed);
  }

  private void inTransaction(List<String> statements) {
    try {
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        for (var sql : statements) {
          statement.execute(sql);
        }
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw failed("The databases cannot be changed", e);
    }
  }

  private void run(String sql) {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failed("«" + sql + "» failed", e);
    }
  }

  private QueryFailed failed(String what, SQLException e) {
    return new QueryFailed(
        what + ": " + e.getMessage(),
        where,
        "The catalog's user has to own the database and to have CREATEDB; then try again.",
        e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // The server ends the session by itself.
    }
  }
}
