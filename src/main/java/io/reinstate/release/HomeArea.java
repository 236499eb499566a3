package io.reinstate.release;

import io.reinstate.catalog.Application;
import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is noted about the commands that run in a home directory: beside it in {@code
 * .<home>.reinstate/commands/}, or in {@code .reinstate/commands/} inside it where nothing can be
 * beside it. Every node that reaches the home directory sees it.
 *
 * @param directory is there
 */
record HomeArea(Path directory) {

  private static final Duration REMEMBERED = Duration.ofDays(30);

  static HomeArea of(Application application) throws IOException {
    var places = places(application);
    for (var place : places) {
      if (Files.isDirectory(place)) {
        return new HomeArea(place);
      }
    }
    try {
      Durable.createDirectories(places.get(0));
      return new HomeArea(places.get(0));
    } catch (IOException e) {
      Durable.createDirectories(places.get(1));
      return new HomeArea(places.get(1));
    }
  }

  static boolean begun(Application application, String key) {
    return places(application).stream().anyMatch(place -> Files.exists(place.resolve(key)));
  }

  private static List<Path> places(Application application) {
    return List.of(
        application.workDirectory().resolve("commands"),
        application.home().resolve(".reinstate").resolve("commands"));
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
