package io.reinstate.backup;

import io.reinstate.storage.Durable;
import io.reinstate.storage.PrivatePlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Copies of Reinstate's own H2 database, {@code reinstate-<UTC time>.zip} each. A copy is
 * consistent, made while others write, and appears under its name when it is whole.
 */
@Component
public final class Backups {

  private static final String PREFIX = "reinstate-";
  private static final String SUFFIX = ".zip";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT);

  private final DatabaseSettings database;
  private final BackupSettings settings;
  private final Clock clock;

  public Backups(DatabaseSettings database, BackupSettings settings, Clock clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Makes a copy in the directory of backups.
   *
   * @throws BackedUpElsewhere when the database is no H2 file
   * @throws BackupFailed when it cannot be copied
   */
  public Backup take() {
    var name = PREFIX + TIME.format(clock.instant().atOffset(ZoneOffset.UTC)) + SUFFIX;
    return takeTo(settings.directory().resolve(name));
  }

  /**
   * Makes a copy in that file, which is replaced when it exists.
   *
   * @throws BackedUpElsewhere when the database is no H2 file
   * @throws DatabaseUnusable when it cannot be opened, for example because a running Reinstate has
   *     it
   * @throws BackupFailed when it cannot be copied
   */
  public Backup takeTo(Path file) {
    var live = database.file().orElseThrow(() -> BackedUpElsewhere.backup(database));
    if (Files.notExists(live)) {
      throw DatabaseUnusable.missing(database);
    }
    var began = clock.instant();
    var target = file.toAbsolutePath().normalize();
    var beside = target.resolveSibling("." + target.getFileName() + ".new");
    try {
      Durable.createDirectories(target.getParent());
      copyTo(beside);
      PrivatePlaces.closeFile(beside);
      Durable.sync(beside);
      Durable.move(beside, target);
      return new Backup(target, Files.size(target), Duration.between(began, clock.instant()));
    } catch (IOException | SQLException e) {
      throw new BackupFailed(target, e);
    } finally {
      remove(beside);
    }
  }

  private void copyTo(Path file) throws SQLException {
    try (var connection = open();
        var backup = connection.prepareStatement("backup to ?")) {
      backup.setString(1, file.toString());
      backup.execute();
    }
  }

  private Connection open() throws SQLException {
    try {
      return database.connect();
    } catch (SQLException e) {
      throw DatabaseUnusable.because(e, database, newest()).orElseThrow(() -> e);
    }
  }

  /** All copies in the directory of backups, the newest first. */
  public List<Path> list() {
    return in(settings.directory());
  }

  /** All copies in a directory, the newest first; none where there is no such directory. */
  static List<Path> in(Path directory) {
    var found = new ArrayList<Path>();
    if (Files.isDirectory(directory)) {
      try (var files = Files.newDirectoryStream(directory, Backups::isBackup)) {
        files.forEach(found::add);
      } catch (IOException e) {
        throw new BackupFailed(directory, e);
      }
    }
    found.sort(Comparator.reverseOrder());
    return found;
  }

  /** The newest copy in the directory of backups. */
  public Optional<Path> newest() {
    return list().stream().findFirst();
  }

  /** How long ago the newest copy was made. */
  Optional<Duration> age() {
    return newest().flatMap(Backups::made).map(made -> Duration.between(made, clock.instant()));
  }

  /** Deletes all but the newest. */
  void keep(int most) {
    try {
      for (var old : list().stream().skip(most).toList()) {
        Files.deleteIfExists(old);
      }
    } catch (IOException e) {
      throw new BackupFailed(settings.directory(), e);
    }
  }

  private static boolean isBackup(Path file) {
    return made(file).isPresent();
  }

  private static Optional<Instant> made(Path file) {
    var name = file.getFileName().toString();
    if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    try {
      var time = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
      return Optional.of(LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static void remove(Path leftover) {
    try {
      Files.deleteIfExists(leftover);
    } catch (IOException e) {
      throw new BackupFailed(leftover, e);
    }
  }
}
