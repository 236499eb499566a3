package io.reinstate.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A backup that is to be restored: a zip with the one file of an H2 database.
 *
 * @param file the archive
 */
record Archive(Path file) {

  /**
   * Unpacks the database, and reads from it, so that what is put in place is known to work.
   *
   * @param target the file to make
   * @return how many acts its record has
   * @throws ArchiveUnusable when it is no backup, or a damaged one
   */
  int unpack(Path target, DatabaseSettings login) {
    try (var zip = new ZipFile(file.toFile())) {
      var entries = zip.stream().filter(entry -> entry.getName().endsWith(".mv.db")).toList();
      if (entries.size() != 1) {
        throw new ArchiveUnusable(file, "it has no database in it", null);
      }
      unpack(zip, entries.get(0), target);
    } catch (IOException e) {
      throw new ArchiveUnusable(file, String.valueOf(e.getMessage()), e);
    }
    return countActs(login.readOnlyAt(target));
  }

  /** Compares length and checksum, which {@link ZipFile} does not. */
  private static void unpack(ZipFile zip, ZipEntry entry, Path target) throws IOException {
    var usable = Files.getFileStore(target.getParent()).getUsableSpace();
    if (entry.getSize() > usable) {
      throw new ZipException(
          "it takes %,d bytes, and the disk has %,d".formatted(entry.getSize(), usable));
    }
    try (var content = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
        var file = Files.newOutputStream(target)) {
      copy(content, entry, file);
      if (content.getChecksum().getValue() != entry.getCrc()) {
        throw new ZipException("the checksum of " + entry.getName() + " is another one");
      }
    }
  }

  private static void copy(InputStream content, ZipEntry entry, OutputStream file)
      throws IOException {
    var left = entry.getSize();
    var bytes = new byte[1 << 16];
    for (int count; (count = content.read(bytes)) >= 0; left -= count) {
      if (count > left) {
        throw new ZipException(entry.getName() + " is longer than it says");
      }
      file.write(bytes, 0, count);
    }
  }

  private int countActs(DatabaseSettings unpacked) {
    try (var connection = unpacked.connect();
        var query = connection.prepareStatement("select count(INSTANCE) from REINSTATE_ROLLBACK");
        var rows = query.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new ArchiveUnusable(file, String.valueOf(e.getMessage()), e);
    }
  }
}
