package io.reinstate.backup;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Copies of a real H2 file, and the way back to them. */
class BackupsTest {

  @TempDir private Path directory;
  private DatabaseSettings database;
  private final Clock clock =
      Clock.fixed(Instant.parse("2026-11-21T03:00:00.123Z"), ZoneOffset.UTC);

  @BeforeEach
  void create() throws SQLException {
    database =
        new DatabaseSettings(
            "jdbc:h2:file:" + directory.resolve("database/reinstate") + ";WRITE_DELAY=0",
            "reinstate",
            "s3cret");
    execute("create table REINSTATE_ROLLBACK (INSTANCE varchar(64) primary key)");
    execute("insert into REINSTATE_ROLLBACK values ('first')");
  }

  @Test
  void backupIsConsistentWhileOthersWriteAndIsRestored() throws Exception {
    var written = new AtomicInteger();
    var over = new AtomicBoolean();
    var writer =
        new Thread(
            () -> {
              try (var connection = database.connect();
                  var insert =
                      connection.prepareStatement("insert into REINSTATE_ROLLBACK values (?)")) {
                while (!over.get()) {
                  insert.setString(1, "act-" + written.incrementAndGet());
                  insert.execute();
                }
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    writer.start();
    await().atMost(Duration.ofSeconds(20)).until(() -> written.get() > 50);

    var backup = backups(7).take();
    over.set(true);
    writer.join();

    assertThat(backup.file()).hasFileName("reinstate-20261121T030000.123Z.zip");
    assertThat(backup.size()).isEqualTo(Files.size(backup.file()));
    var restored = new Restoration(database, clock).restore(backup.file());
    assertThat(restored.acts()).isBetween(50, written.get() + 1);
    assertThat(count()).isEqualTo(restored.acts());
  }

  @Test
  void restoringKeepsWhatWasThereUnderANameWithATime() throws Exception {
    var backup = backups(7).take();
    execute("insert into REINSTATE_ROLLBACK values ('second')");

    var restored = new Restoration(database, clock).restore(backup.file());

    assertThat(count()).isEqualTo(1);
    assertThat(restored.aside().orElseThrow())
        .hasFileName("reinstate.mv.db.before-20261121T030000.123Z")
        .isNotEmptyFile();
    assertThat(directory.resolve("database/.restoring")).doesNotExist();
  }

  @Test
  void damagedBackupIsRefusedAndTheDatabaseIsNotTouched() throws Exception {
    var backup = backups(7).take();
    var before = Files.readAllBytes(database.file().orElseThrow());
    var bytes = Files.readAllBytes(backup.file());
    Files.write(backup.file(), damagedAt(0, bytes));
    assertRefused(backup.file());
    Files.write(backup.file(), damagedAt(checksumOf(bytes), bytes));
    assertRefused(backup.file());
    Files.write(backup.file(), Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused(backup.file());
    assertRefused(directory.resolve("none.zip"));
    assertRefused(zipOf("other.txt", "x"));
    assertRefused(zipOf("reinstate.mv.db", "this is no database"));
    assertThat(Files.readAllBytes(database.file().orElseThrow())).isEqualTo(before);
  }

  /**
   * Bytes that nobody reads (the time of an entry), or another distance of a repetition in a run of
   * zeros, give the same database: that is as good as refusing.
   */
  @Test
  void whatADamagedBackupGivesIsWhatWasBackedUpOrNothing() throws Exception {
    var bytes = Files.readAllBytes(backups(7).take().file());
    var whole = unpacked(bytes).orElseThrow();
    var refused = 0;
    var damages = 0;
    for (var at = 0; at < bytes.length; at += 1 + bytes.length / 300) {
      var given = unpacked(damagedAt(at, bytes));
      damages++;
      if (given.isEmpty()) {
        refused++;
      } else {
        assertThat(given.get()).as("damaged at %d of %d", at, bytes.length).isEqualTo(whole);
      }
    }
    assertThat(refused).isGreaterThan(damages / 2);
  }

  private Optional<byte[]> unpacked(byte[] archive) throws IOException {
    var file = Files.write(directory.resolve("backup.zip"), archive);
    var target = directory.resolve("unpacked/reinstate.mv.db");
    Files.createDirectories(target.getParent());
    try {
      new Archive(file).unpack(target, database);
      return Optional.of(Files.readAllBytes(target));
    } catch (ArchiveUnusable e) {
      return Optional.empty();
    } finally {
      FileSystemUtils.deleteRecursively(target.getParent());
    }
  }

  private static byte[] damagedAt(int offset, byte[] whole) {
    var bad = whole.clone();
    bad[offset] ^= 0x55;
    return bad;
  }

  /** Where the checksum of the first file stands in the directory at the end of a zip. */
  private static int checksumOf(byte[] zip) {
    var text = new String(zip, StandardCharsets.ISO_8859_1);
    return text.lastIndexOf("PK\001\002") + 16;
  }

  private void assertRefused(Path archive) {
    assertThatThrownBy(() -> new Restoration(database, clock).restore(archive))
        .isInstanceOf(ArchiveUnusable.class)
        .hasMessageContainingAll(archive.toString(), "was not touched");
  }

  @Test
  void bombsAreRefusedBeforeTheDiskFills() throws Exception {
    var names = List.of("../../x.mv.db", "/tmp/x.mv.db", "reinstate.mv.db");
    for (var name : names) {
      assertRefused(bomb(name, 64 << 20));
    }
    var lying = bomb("reinstate.mv.db", 64 << 20);
    var bytes = Files.readAllBytes(lying);
    // The length in the directory at the end of the zip: 1,000 bytes.
    ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN).putInt(checksumOf(bytes) + 8, 1000);
    Files.write(lying, bytes);
    assertThatThrownBy(() -> new Restoration(database, clock).restore(lying))
        .isInstanceOf(ArchiveUnusable.class)
        .hasMessageContaining("is longer than it says");

    assertThatThrownBy(() -> new Restoration(database, clock).restore(claiming(1L << 60)))
        .isInstanceOf(ArchiveUnusable.class)
        .hasMessageContaining("it takes 1,152,921,504,606,846,976 bytes");
    assertThat(directory.resolve("database/.restoring")).doesNotExist();
    assertThat(Path.of("/tmp/x.mv.db")).doesNotExist();
  }

  private Path bomb(String name, int zeros) throws IOException {
    var file = directory.resolve("bomb.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(new byte[zeros]);
    }
    return file;
  }

  private Path claiming(long size) throws IOException {
    var file = directory.resolve("claiming.zip");
    try (var zip = new ZipArchiveOutputStream(file)) {
      var entry = new ZipArchiveEntry("reinstate.mv.db");
      entry.setMethod(ZipEntry.DEFLATED);
      entry.setSize(size);
      entry.setCompressedSize(10);
      entry.setCrc(1);
      zip.addRawArchiveEntry(entry, new ByteArrayInputStream(new byte[10]));
    }
    return file;
  }

  private Path zipOf(String name, String content) throws IOException {
    var file = directory.resolve("made.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  @Test
  void databaseInUseIsNotReplaced() throws Exception {
    var backup = backups(7).take();
    try (var connection = database.connect()) {
      assertThat(connection.isValid(1)).isTrue();

      assertThatThrownBy(() -> new Restoration(database, clock).restore(backup.file()))
          .isInstanceOf(DatabaseUnusable.class)
          .hasMessageContaining("Another process uses the database");
    }
  }

  @Test
  void dailyBackupIsMadeWhenTheNewestIsADayOldAndKeepsSoMany() throws IOException {
    Files.createDirectories(directory.resolve("backups"));
    for (var day = 10; day <= 19; day++) {
      Files.writeString(
          directory.resolve("backups/reinstate-202611" + day + "T030000.000Z.zip"), "old");
    }
    Files.writeString(directory.resolve("backups/reinstate-mine.zip"), "not ours");
    var backups = backups(3);
    var daily = new DailyBackup(database, new BackupSettings(directory, 3), backups);

    daily.runWhenDue();
    daily.runWhenDue();

    assertThat(backups.list())
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "reinstate-20261121T030000.123Z.zip",
            "reinstate-20261119T030000.000Z.zip",
            "reinstate-20261118T030000.000Z.zip");
    assertThat(directory.resolve("backups/reinstate-mine.zip")).exists();
  }

  @Test
  void zeroSwitchesTheDailyBackupOff() {
    var backups = backups(0);

    new DailyBackup(database, new BackupSettings(directory, 0), backups).runWhenDue();

    assertThat(backups.list()).isEmpty();
  }

  @Test
  void postgresqlIsSentToItsOwnPrograms() {
    var elsewhere =
        new DatabaseSettings("jdbc:postgresql://db:5432/reinstate?ssl=true", "reinstate", "x");

    assertThatThrownBy(() -> new Backups(elsewhere, new BackupSettings(directory, 7), clock).take())
        .isInstanceOf(BackedUpElsewhere.class)
        .hasMessageContaining(
            "pg_dump --format=custom --file=reinstate.dump --username=reinstate"
                + " --dbname=postgresql://db:5432/reinstate");
    assertThatThrownBy(() -> new Restoration(elsewhere, clock).restore(directory))
        .isInstanceOf(BackedUpElsewhere.class)
        .hasMessageContaining("pg_restore");
  }

  private Backups backups(int keep) {
    return new Backups(database, new BackupSettings(directory.resolve("backups"), keep), clock);
  }

  private void execute(String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int count() throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from REINSTATE_ROLLBACK")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
