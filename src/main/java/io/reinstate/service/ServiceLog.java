package io.reinstate.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.reinstate.catalog.application.SystemUser;
import io.reinstate.host.FilesAs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The file that takes a supervised service's output. The service appends, whatever we do.
 *
 * @param user with whose rights it is reached, so that a link leads no further than the user gets
 */
record ServiceLog(Path path, SystemUser user) {

  private static final int READ_AT_MOST = 256 * 1024;

  void createDirectory() {
    try {
      FilesAs.run(user, () -> Files.createDirectories(path.getParent()));
    } catch (IOException e) {
      throw new RunFilesUnusable(path.getParent(), e);
    }
  }

  /** Bytes; zero when there is no log yet. */
  long size() {
    return FilesAs.call(user, path.toFile()::length);
  }

  /**
   * Opens it to append, as the service will, and closes it.
   *
   * @throws IOException when the user may not, or it is no file
   */
  void check() throws IOException {
    FilesAs.run(
        user,
        () -> {
          if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new IOException("the log is no file");
          }
          FileChannel.open(path, CREATE, APPEND).close();
        });
  }

  /**
   * Sets the log aside as {@code <log>.1} when it is longer than the limit. The service keeps its
   * file open, so the log is copied and emptied, not renamed; what it writes between the two is
   * lost.
   *
   * @param limit bytes; zero or less for none
   */
  void setAsideAbove(long limit) {
    if (limit <= 0 || size() <= limit) {
      return;
    }
    try {
      FilesAs.run(user, this::setAside);
    } catch (IOException e) {
      throw new RunFilesUnusable(path, e);
    }
  }

  private void setAside() throws IOException {
    try (var log = FileChannel.open(path, WRITE)) {
      var aside = path.resolveSibling(path.getFileName() + ".1");
      Files.copy(path, aside, REPLACE_EXISTING, COPY_ATTRIBUTES);
      log.truncate(0);
    }
  }

  /** The last lines written after that position, oldest first. */
  String lastLines(int count, long from) {
    try {
      return FilesAs.call(user, () -> read(count, from));
    } catch (IOException e) {
      throw new RunFilesUnusable(path, e);
    }
  }

  private String read(int count, long from) throws IOException {
    if (!Files.isRegularFile(path)) {
      return "";
    }
    try (var log = FileChannel.open(path)) {
      var start = Math.max(from, log.size() - READ_AT_MOST);
      var lines = read(log, start).lines().toList();
      var whole = start > from ? withoutFirst(lines) : lines;
      return String.join("\n", whole.subList(Math.max(0, whole.size() - count), whole.size()));
    }
  }

  private static String read(FileChannel log, long start) throws IOException {
    var bytes = ByteBuffer.allocate((int) Math.max(0, log.size() - start));
    log.position(start);
    while (bytes.hasRemaining() && log.read(bytes) >= 0) {}
    return new String(bytes.array(), 0, bytes.position(), UTF_8);
  }

  /** Reading started in the middle of a line. */
  private static List<String> withoutFirst(List<String> lines) {
    return lines.size() > 1 ? lines.subList(1, lines.size()) : lines;
  }
}
