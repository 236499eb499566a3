package io.reinstate.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which steps switched the traffic and were neither confirmed nor taken back: a file a step, in the
 * application's work directory in {@code traffic/}, with the colour it switched to. It is on the
 * disk before the proxy is told.
 *
 * @param directory where the files are
 */
record SwitchJournal(Path directory) {

  private static final String KEY = "[A-Za-z0-9][A-Za-z0-9._#-]{0,149}";

  static SwitchJournal of(Application application) {
    return new SwitchJournal(application.workDirectory().resolve("traffic"));
  }

  void note(String key, ColourId colour) {
    try {
      Durable.createDirectories(directory);
      Durable.write(file(key), (colour + "\n").getBytes(UTF_8));
    } catch (IOException e) {
      throw new SwitchJournalUnusable(directory, e);
    }
  }

  void forget(String key) {
    try {
      Durable.delete(file(key));
    } catch (IOException e) {
      throw new SwitchJournalUnusable(directory, e);
    }
  }

  List<String> keys() {
    var keys = new ArrayList<String>();
    try (var files = Files.newDirectoryStream(directory, Files::isRegularFile)) {
      files.forEach(file -> keys.add(file.getFileName().toString()));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new SwitchJournalUnusable(directory, e);
    }
    keys.removeIf(key -> !key.matches(KEY));
    keys.sort(null);
    return keys;
  }

  private Path file(String key) throws IOException {
    if (!key.matches(KEY)) {
      throw new IOException("«" + key + "» is not the key of a step");
    }
    return directory.resolve(key);
  }
}
