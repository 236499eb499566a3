package io.reinstate.database;

import static io.reinstate.database.product.RestoreState.EXCHANGED;
import static io.reinstate.database.product.RestoreState.EXCHANGING;
import static io.reinstate.database.product.RestoreState.NONE;
import static io.reinstate.database.product.RestoreState.PREPARED;
import static io.reinstate.database.product.RestoreState.PREPARING;
import static io.reinstate.database.product.RestoreState.REVERTED;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.database.postgresql.ProgramTooOld;
import io.reinstate.database.product.Database;
import io.reinstate.database.product.DatabaseInUse;
import io.reinstate.database.product.DatabaseRestore;
import io.reinstate.database.product.DatabaseRestoreFailed;
import io.reinstate.database.product.DumpUnusable;
import io.reinstate.database.product.RestoreCheckpoint;
import io.reinstate.database.product.RestoreKey;
import io.reinstate.database.product.RestoreState;
import io.reinstate.host.Cancellation;
import io.reinstate.host.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Brings a database back from a dump: prepare, exchange, then confirm or revert. All steps of one
 * restore have the same key, such as {@code <process instance>-<activity>}; any text will do, and
 * its short form does too. Steps of one database never run in parallel.
 *
 * <p>A step that was cut off anywhere is completed by running it again, and everything can be
 * reverted until it is confirmed. How far a restore is shows in names alone:
 *
 * <table>
 * <caption>Names, with the short key at their end</caption>
 * <tr><th>PostgreSQL</th><th>SQLite, in {@code .<file>.reinstate/}</th><th>what it is</th></tr>
 * <tr><td>{@code <name>_rp_}</td><td>{@code .part}</td><td>half-made</td></tr>
 * <tr><td>{@code <name>_rb_}</td><td>{@code .new}</td><td>prepared</td></tr>
 * <tr><td>{@code <name>_before_}</td><td>{@code .before}</td><td>was live before</td></tr>
 * <tr><td>{@code <name>_after_}</td><td>{@code .after}</td><td>was live until the revert</td></tr>
 * </table>
 */
@Component
public final class DatabaseRestores {

  private final Host host;
  private final RestoreCheckpoint checkpoint;

  @Autowired
  public DatabaseRestores(Host host) {
    this(host, RestoreCheckpoint.NONE);
  }

  public DatabaseRestores(Host host, RestoreCheckpoint checkpoint) {
    this.host = host;
    this.checkpoint = checkpoint;
  }

  /**
   * Restores a dump into a new database beside the live one, which is not touched and goes on
   * serving, and asks the new one the catalog's checks. What an earlier run left half-made is made
   * anew; what is prepared already is only asked again. The new one has the owner, rights,
   * settings, limit, comment, encoding, locale and tablespace (SQLite: owner and mode) of the live
   * one.
   *
   * @throws DumpUnusable when the dump is damaged, or one of another database
   * @throws ProgramTooOld when {@code pg_restore} is older than the server
   * @throws DatabaseRestoreRefused when this key was reverted
   * @throws DatabaseRestoreFailed when it failed; nothing of it is left
   */
  public PreparedDatabase prepare(Application application, DatabaseId id, Path dump, String key) {
    Cancellation.check();
    var database = open(application, id);
    var restore = restore(database, key);
    var state = restore.state();
    refuse(state == REVERTED, state, database, key, "Use another key, and confirm this one.");
    if (state == NONE || state == PREPARING) {
      restore.prepare(dump.toAbsolutePath().normalize());
    }
    var checks = new Checks(application.database(id));
    var live = state.isUnconfirmed() && state != EXCHANGING;
    try (var questions = live ? database.ask() : restore.askPrepared()) {
      return new PreparedDatabase(checks.schema(questions), checks.ask(questions));
    }
  }

  /**
   * Makes the prepared database the live one and keeps the former. Meanwhile nobody can connect:
   * with PostgreSQL new connections are refused and the others are ended, then both are renamed in
   * one transaction; with SQLite the services must be stopped by now, and the file is replaced by a
   * rename. Nobody writes to the former one afterwards. A second run does nothing.
   *
   * @throws DatabaseInUse when somebody cannot be made to let go; the live one is as it was
   * @throws DatabaseRestoreRefused when nothing is prepared under this key
   * @throws DatabaseRestoreFailed when it failed; the live one is as it was
   */
  public Duration exchange(Application application, DatabaseId id, String key) {
    Cancellation.check();
    var database = open(application, id);
    var restore = restore(database, key);
    var state = restore.state();
    if (state == EXCHANGED) {
      return Duration.ZERO;
    }
    refuse(
        state != PREPARED && state != EXCHANGING,
        state,
        database,
        key,
        "Prepare it first, under a key that was not reverted.");
    return restore.exchange();
  }

  /**
   * Puts the former database back, from any point; until it is confirmed what was written since the
   * exchange stays in {@code _after_}. A database that never was live is dropped. A second run does
   * nothing, nor does one after {@link #confirm}.
   *
   * @throws DatabaseInUse when somebody cannot be made to let go
   * @throws DatabaseRestoreFailed when it failed; the new one is live as it was
   */
  public void revert(Application application, DatabaseId id, String key) {
    var restore = restore(open(application, id), key);
    var state = restore.state();
    if (state != NONE && state != REVERTED) {
      restore.revert();
    }
  }

  /**
   * Gives up what the exchange, or its revert, has taken away; the live one is not touched. There
   * is no way back from here. A second run does nothing.
   *
   * @throws DatabaseRestoreRefused when it is neither exchanged nor reverted
   */
  public void confirm(Application application, DatabaseId id, String key) {
    Cancellation.check();
    var database = open(application, id);
    var restore = restore(database, key);
    var state = restore.state();
    if (state == NONE) {
      return;
    }
    refuse(
        !Set.of(EXCHANGED, REVERTED).contains(state),
        state,
        database,
        key,
        "Exchange it, or revert it.");
    restore.giveUp();
  }

  /** How far the restore of that key is. Reads only. */
  public RestoreState state(Application application, DatabaseId id, String key) {
    return restore(open(application, id), key).state();
  }

  /** Every restore that left something behind, of all databases of the application. */
  public List<BegunRestore> begun(Application application) {
    return application.databases().keySet().stream()
        .flatMap(
            id -> open(application, id).begun().stream().map(key -> begun(application, id, key)))
        .toList();
  }

  /** Those of them that wait for being confirmed or reverted. */
  public List<BegunRestore> unconfirmed(Application application) {
    return begun(application).stream().filter(each -> each.state().isUnconfirmed()).toList();
  }

  private BegunRestore begun(Application application, DatabaseId id, RestoreKey key) {
    return new BegunRestore(id, key.value(), state(application, id, key.value()));
  }

  private static void refuse(
      boolean when, RestoreState state, Database database, String key, String next) {
    if (when) {
      throw new DatabaseRestoreRefused(
          "The restore %s is %s".formatted(RestoreKey.of(key), state), database.where(), next);
    }
  }

  private DatabaseRestore restore(Database database, String key) {
    return database.restore(RestoreKey.of(key), checkpoint);
  }

  private Database open(Application application, DatabaseId id) {
    return Products.open(host, application, id);
  }
}
