package io.reinstate.database.sqlite;

import static io.reinstate.database.product.RestoreState.EXCHANGED;
import static io.reinstate.database.product.RestoreState.EXCHANGING;
import static io.reinstate.database.product.RestoreState.NONE;
import static io.reinstate.database.product.RestoreState.PREPARED;
import static io.reinstate.database.product.RestoreState.PREPARING;
import static io.reinstate.database.product.RestoreState.REVERTED;
import static io.reinstate.database.product.RestoreState.REVERTING;

import io.reinstate.catalog.application.SystemUser;
import io.reinstate.database.product.DatabaseRestore;
import io.reinstate.database.product.DatabaseRestoreFailed;
import io.reinstate.database.product.DumpUnusable;
import io.reinstate.database.product.Questions;
import io.reinstate.database.product.RestoreCheckpoint;
import io.reinstate.database.product.RestoreState;
import io.reinstate.host.Cancellation;
import io.reinstate.host.FilesAs;
import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A new file beside the live one, renamed over it. The former one has got a second name by a hard
 * link before, so that there is a database at every moment.
 */
final class SqliteRestore implements DatabaseRestore {

  private final SqliteNames names;
  private final RestoreCheckpoint checkpoint;

  private final SystemUser user;

  /**
   * @param user whose files those it makes are
   */
  SqliteRestore(SqliteNames names, RestoreCheckpoint checkpoint, SystemUser user) {
    this.names = names;
    this.checkpoint = checkpoint;
    this.user = user;
  }

  @Override
  public RestoreState state() {
    if (Files.exists(names.before())) {
      if (Files.exists(names.fresh())) {
        return EXCHANGING;
      }
      return Files.exists(names.after()) ? REVERTING : EXCHANGED;
    }
    if (Files.exists(names.after())) {
      return hasSides(names.before()) ? REVERTING : REVERTED;
    }
    if (Files.exists(names.fresh())) {
      return PREPARED;
    }
    return Files.exists(names.part()) ? PREPARING : NONE;
  }

  private static boolean hasSides(Path file) {
    return new SqliteFile(file).sides().anyMatch(Files::exists);
  }

  @Override
  public void prepare(Path dump) {
    if (!FilesAs.own(() -> Files.isRegularFile(dump))) {
      throw DumpUnusable.damaged(dump, "there is no such file");
    }
    try {
      createWork();
      try (var kept = FilesAs.own(() -> Files.newInputStream(dump))) {
        Files.copy(kept, names.part(), StandardCopyOption.REPLACE_EXISTING);
      }
      checkpoint.passed();
      requireWhole(dump);
      SqliteAttributes.copy(names.live(), names.part());
      Durable.sync(names.part());
      checkpoint.passed();
      Cancellation.check();
      Durable.move(names.part(), names.fresh());
      checkpoint.passed();
    } catch (IOException e) {
      throw failed("The dump cannot be restored", e);
    }
  }

  private void createWork() throws IOException {
    var work = SqliteNames.work(names.live());
    var there = Files.isDirectory(work, LinkOption.NOFOLLOW_LINKS);
    if (there && !user.isRoot() && Files.getAttribute(work, "unix:uid").equals(0)) {
      // One that root made while these rights were not asked for yet; only if it is empty.
      Files.delete(work);
      there = false;
    }
    if (!there) {
      Files.createDirectory(
          work, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Durable.sync(work.getParent());
    }
  }

  private void requireWhole(Path dump) throws IOException {
    var damage =
        Files.size(names.part()) == 0
            ? Optional.of("it is empty") // Which SQLite takes for a database without tables.
            : new SqliteFile(names.part()).damage();
    if (damage.isPresent()) {
      Durable.delete(names.part());
      throw DumpUnusable.damaged(dump, damage.get());
    }
    if (!ofTheSameDatabase()) {
      Durable.delete(names.part());
      throw DumpUnusable.ofAnother(
          dump, "This is a dump of another database: it has none of the tables of " + names.live());
    }
  }

  /** A live one that cannot be read tells nothing about the dump. */
  private boolean ofTheSameDatabase() {
    if (!Files.exists(names.live())) {
      return true;
    }
    try (var live = new SqliteFile(names.live()).connect();
        var restored = new SqliteFile(names.part()).still()) {
      return SqliteFile.identity(restored).canBe(SqliteFile.identity(live));
    } catch (SQLException e) {
      return true;
    }
  }

  @Override
  public Questions askPrepared() {
    return new SqliteFile(names.fresh()).askStill(user);
  }

  @Override
  public Duration exchange() {
    try {
      if (Files.exists(names.live())) {
        SqliteQuiet.require(new SqliteFile(names.live()));
      }
      var start = System.nanoTime();
      if (Files.exists(names.live())) {
        takeAway(names.before());
      }
      Durable.move(names.fresh(), names.live());
      checkpoint.passed();
      return Duration.ofNanos(System.nanoTime() - start);
    } catch (IOException e) {
      throw failed("The files cannot be exchanged", e);
    }
  }

  @Override
  public void revert() {
    try {
      if (Files.exists(names.fresh()) || Files.exists(names.part())) {
        revertBeforeExchange();
      } else {
        revertAfterExchange();
      }
    } catch (IOException e) {
      throw failed("The former file cannot be put back", e);
    }
  }

  /**
   * The live file is the former one still; its second name goes first, for it tells where we are.
   */
  private void revertBeforeExchange() throws IOException {
    moveSides(names.before(), names.live());
    for (var file : List.of(names.before(), names.fresh(), names.part())) {
      Durable.delete(file);
      checkpoint.passed();
    }
  }

  private void revertAfterExchange() throws IOException {
    if (Files.exists(names.before())) {
      if (Files.exists(names.live())) {
        SqliteQuiet.require(new SqliteFile(names.live()));
        takeAway(names.after());
      }
      Durable.move(names.before(), names.live());
      checkpoint.passed();
    }
    moveSides(names.before(), names.live());
  }

  /** Gives the live file a second name, and takes what belongs to it along. */
  private void takeAway(Path name) throws IOException {
    Cancellation.check();
    if (!Files.exists(name)) {
      Durable.link(name, names.live());
      checkpoint.passed();
    }
    moveSides(names.live(), name);
  }

  /** With a live file that is damaged they could not be merged into it. */
  private void moveSides(Path from, Path to) throws IOException {
    for (var side : SqliteFile.SIDES) {
      var file = from.resolveSibling(from.getFileName() + side);
      if (Files.exists(file)) {
        Durable.move(file, to.resolveSibling(to.getFileName() + side));
        checkpoint.passed();
      }
    }
  }

  @Override
  public void giveUp() {
    try {
      for (var file : List.of(names.before(), names.after())) {
        for (var side : new SqliteFile(file).sides().toList()) {
          Durable.delete(side);
        }
        Durable.delete(file);
        checkpoint.passed();
      }
    } catch (IOException e) {
      throw failed("What was taken away cannot be deleted", e);
    }
  }

  private DatabaseRestoreFailed failed(String what, IOException e) {
    return new DatabaseRestoreFailed(
        what + ": " + e,
        names.live().toString(),
        "Check rights and space of the directory, then run it again or revert.",
        e);
  }
}
