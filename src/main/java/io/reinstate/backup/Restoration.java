package io.reinstate.backup;

import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** Puts a backup in the place of Reinstate's own H2 database. What was there is kept beside it. */
@Component
public final class Restoration {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT);

  private final DatabaseSettings database;
  private final Clock clock;

  public Restoration(DatabaseSettings database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * What became of the database.
   *
   * @param file where it is
   * @param acts how many acts its record has
   * @param aside what was there before, under a name with the time
   */
  public record Restored(Path file, int acts, Optional<Path> aside) {}

  /**
   * Checks the backup, moves the present database aside, and puts the backup in by a rename.
   *
   * @throws BackedUpElsewhere when the database is no H2 file
   * @throws DatabaseUnusable when another process uses it
   * @throws ArchiveUnusable when the backup is damaged; nothing was touched then
   * @throws BackupFailed when files cannot be written or moved
   */
  public Restored restore(Path archive) {
    var file = database.file().orElseThrow(() -> BackedUpElsewhere.restore(database));
    if (isInUse()) {
      throw DatabaseUnusable.inUse(database, null);
    }
    var scratch = file.resolveSibling(".restoring");
    try {
      FileSystemUtils.deleteRecursively(scratch);
      Files.createDirectories(scratch);
      var unpacked = scratch.resolve(file.getFileName());
      var acts = new Archive(archive).unpack(unpacked, database);
      Durable.sync(unpacked);
      var aside = moveAside(file);
      Durable.move(unpacked, file);
      return new Restored(file, acts, aside);
    } catch (IOException e) {
      throw new BackupFailed(file, e);
    } finally {
      remove(scratch);
    }
  }

  private Optional<Path> moveAside(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var time = TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
    var aside = file.resolveSibling(file.getFileName() + ".before-" + time);
    return Optional.of(Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE));
  }

  /**
   * Whether a process has the H2 file open. Not for a process that has it open itself: looking
   * would give up its lock.
   */
  public boolean isInUse() {
    var file = database.file();
    if (file.isEmpty() || !Files.isRegularFile(file.get())) {
      return false;
    }
    try (var channel = FileChannel.open(file.get(), StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void remove(Path scratch) {
    try {
      FileSystemUtils.deleteRecursively(scratch);
    } catch (IOException e) {
      throw new BackupFailed(scratch, e);
    }
  }
}
