package io.reinstate.backup;

import io.reinstate.storage.PrivatePlaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Notes beside the H2 file that its tables were made once: from then on a file without them is not
 * a new one.
 */
final class FirstUse {

  private static final Logger LOG = LoggerFactory.getLogger(FirstUse.class);
  private static final String SUFFIX = ".used";

  private final DatabaseSettings database;

  FirstUse(DatabaseSettings database) {
    this.database = database;
  }

  @EventListener(ApplicationReadyEvent.class)
  void end() {
    database.file().filter(file -> !isOver(file)).ifPresent(FirstUse::note);
    database.file().map(Path::getParent).ifPresent(FirstUse::close);
  }

  static boolean isOver(Path file) {
    return Files.exists(mark(file));
  }

  private static void note(Path file) {
    try {
      Files.createFile(mark(file));
    } catch (IOException e) {
      LOG.warn("It could not be noted that {} is in use: {}", file, e.toString());
    }
  }

  /** H2 makes its files as the umask has it. */
  private static void close(Path directory) {
    try {
      PrivatePlaces.close(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close " + directory + " to others", e);
    }
  }

  private static Path mark(Path file) {
    return file.resolveSibling(file.getFileName() + SUFFIX);
  }
}
