package io.reinstate.database.postgresql;

import static io.reinstate.database.product.RestoreState.EXCHANGED;
import static io.reinstate.database.product.RestoreState.EXCHANGING;
import static io.reinstate.database.product.RestoreState.NONE;
import static io.reinstate.database.product.RestoreState.PREPARED;
import static io.reinstate.database.product.RestoreState.PREPARING;
import static io.reinstate.database.product.RestoreState.REVERTED;
import static io.reinstate.database.product.RestoreState.REVERTING;

import io.reinstate.ReinstateException;
import io.reinstate.database.postgresql.Administration.Renaming;
import io.reinstate.database.product.DatabaseRestore;
import io.reinstate.database.product.DatabaseRestoreFailed;
import io.reinstate.database.product.DumpUnusable;
import io.reinstate.database.product.QueryFailed;
import io.reinstate.database.product.Questions;
import io.reinstate.database.product.RestoreCheckpoint;
import io.reinstate.database.product.RestoreState;
import io.reinstate.host.Cancellation;
import io.reinstate.host.CommandResult;
import io.reinstate.host.Interrupted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A new database beside the live one, exchanged by renaming both in one transaction. Before that
 * the live one is closed, which is what tells an exchange that was cut off.
 */
final class PostgresqlRestore implements DatabaseRestore {

  private final PostgresqlServer server;
  private final PostgresqlPrograms programs;
  private final PostgresqlNames names;
  private final RestoreCheckpoint checkpoint;

  PostgresqlRestore(
      PostgresqlServer server,
      PostgresqlPrograms programs,
      PostgresqlNames names,
      RestoreCheckpoint checkpoint) {
    this.server = server;
    this.programs = programs;
    this.names = names;
    this.checkpoint = checkpoint;
  }

  @Override
  public RestoreState state() {
    try (var administration = server.administer()) {
      return state(administration.databases());
    }
  }

  private RestoreState state(Map<String, Boolean> databases) {
    var open = databases.getOrDefault(names.live(), false);
    if (databases.containsKey(names.before())) {
      return open ? EXCHANGED : REVERTING;
    }
    if (databases.containsKey(names.after())) {
      return REVERTED;
    }
    if (databases.containsKey(names.fresh())) {
      return open || !databases.containsKey(names.live()) ? PREPARED : EXCHANGING;
    }
    return databases.containsKey(names.part()) ? PREPARING : NONE;
  }

  @Override
  public void prepare(Path dump) {
    programs.requireVersion("pg_restore");
    var dumped = programs.dumped(dump);
    if (!dumped.equals(names.live())) {
      throw DumpUnusable.ofAnother(
          dump, "This is a dump of the database «%s», not of «%s»".formatted(dumped, names.live()));
    }
    try (var administration = server.administer()) {
      administration.drop(names.part());
      checkpoint.passed();
      var properties = administration.properties(names.live());
      administration.create(names.part(), properties);
      checkpoint.passed();
      try {
        fill(dump, administration);
      } catch (DumpUnusable | DatabaseRestoreFailed | QueryFailed e) {
        administration.drop(names.part());
        throw e;
      }
    }
  }

  private void fill(Path dump, Administration administration) {
    var restored = programs.restore(dump, names.part());
    if (!restored.succeeded()) {
      programs
          .problem(dump)
          .ifPresent(
              why -> {
                throw DumpUnusable.damaged(dump, why);
              });
    }
    require(restored, "The dump cannot be restored");
    checkpoint.passed();
    require(programs.vacuum(names.part()), "The restored database cannot be analyzed");
    checkpoint.passed();
    administration.set(names.part(), administration.properties(names.live()));
    checkpoint.passed();
    Cancellation.check();
    administration.rename(new Renaming(names.part(), names.fresh()));
    checkpoint.passed();
  }

  private void require(CommandResult result, String what) {
    if (!result.succeeded()) {
      throw new DatabaseRestoreFailed(
          what + ": " + PostgresqlPrograms.last(result),
          server.where(),
          "The live database is untouched, the new one is dropped. Remove the cause, then try again.");
    }
  }

  @Override
  public Questions askPrepared() {
    return server.ask(names.fresh());
  }

  @Override
  public Duration exchange() {
    try (var administration = server.administer()) {
      var databases = administration.databases();
      if (databases.containsKey(names.live())) {
        // What somebody granted or set since it was prepared.
        administration.set(names.fresh(), administration.properties(names.live()));
      }
      return swap(administration, List.of(names.before(), names.fresh()), databases);
    }
  }

  @Override
  public void revert() {
    try (var administration = server.administer()) {
      var databases = administration.databases();
      if (databases.containsKey(names.before())) {
        swap(administration, List.of(names.after(), names.before()), databases);
        return;
      }
      if (databases.containsKey(names.live())) {
        administration.open(names.live());
        checkpoint.passed();
      }
      for (var name : List.of(names.part(), names.fresh())) {
        administration.drop(name);
        checkpoint.passed();
      }
    }
  }

  /** The live one gets the first name, and that of the second name becomes the live one. */
  private Duration swap(
      Administration administration, List<String> outAndIn, Map<String, Boolean> databases) {
    var live = databases.containsKey(names.live());
    var renamings = new ArrayList<Renaming>();
    if (live) {
      renamings.add(new Renaming(names.live(), outAndIn.get(0)));
    }
    renamings.add(new Renaming(outAndIn.get(1), names.live()));
    var start = System.nanoTime();
    try {
      if (live) {
        administration.close(names.live());
        checkpoint.passed();
      }
      Cancellation.check();
      administration.rename(renamings, names.live());
      var closed = Duration.ofNanos(System.nanoTime() - start);
      checkpoint.passed();
      return closed;
    } catch (ReinstateException | Interrupted e) {
      if (live) {
        reopen(administration, e);
      }
      throw e;
    }
  }

  private void reopen(Administration administration, RuntimeException why) {
    try {
      administration.open(names.live());
    } catch (ReinstateException e) {
      why.addSuppressed(e);
      throw new DatabaseRestoreFailed(
          "The exchange failed, and nobody can connect to the live database now: "
              + why.getMessage(),
          server.where(),
          "Bring the server back, then exchange or revert again.",
          why);
    }
  }

  @Override
  public void giveUp() {
    try (var administration = server.administer()) {
      Stream.of(names.before(), names.after())
          .forEach(
              name -> {
                administration.drop(name);
                checkpoint.passed();
              });
    }
  }
}
