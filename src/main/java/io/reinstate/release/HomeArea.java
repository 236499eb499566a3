package io.reinstate.release;

import io.reinstate.catalog.application.Application;
import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * What is noted about the commands that run in a home directory, in the application's work
 * directory in {@code commands/}. Every node sees it.
 *
 * @param directory is there
 */
record HomeArea(Path directory) {

  private static final Duration REMEMBERED = Duration.ofDays(30);

  static HomeArea of(Application application) throws IOException {
    var place = place(application);
    Durable.createDirectories(place);
    return new HomeArea(place);
  }

  static boolean begun(Application application, String key) {
    return Files.exists(place(application).resolve(key));
  }

  private static Path place(Application application) {
    return application.workDirectory().resolve("commands");
  }

  /** Held by a command while it runs. */
  Path lock() {
    return directory.resolve(".lock");
  }

  /** From now on it is known that commands of that key were begun. */
  void begin(String key, Instant now) throws IOException {
    forget(now.minus(REMEMBERED));
    var mark = directory.resolve(key);
    if (!Files.exists(mark)) {
      Files.createFile(mark);
      Files.setLastModifiedTime(mark, FileTime.from(now));
      Durable.sync(directory);
    }
  }

  private void forget(Instant before) throws IOException {
    try (var marks = Files.newDirectoryStream(directory)) {
      for (var mark : marks) {
        if (!mark.equals(lock()) && Files.getLastModifiedTime(mark).toInstant().isBefore(before)) {
          Files.deleteIfExists(mark);
        }
      }
    }
  }
}
