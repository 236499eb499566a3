package io.reinstate.toggle;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.storage.Durable;
import io.reinstate.storage.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What toggles were before a step set them: a directory a step, in it a file a toggle, in the
 * application's work directory in {@code toggles/}.
 *
 * @param step the directory of the step
 */
record ToggleJournal(Path step) {

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._#-]{0,149}");

  static ToggleJournal of(Application application, String key) {
    if (key == null || !KEY.matcher(key).matches()) {
      throw new InvalidToggleRequest(
          "«" + key + "» is not the key of a step",
          "application " + application.id(),
          "Keys are letters, digits, dots, hyphens, underscores and number signs, at most 150.");
    }
    return new ToggleJournal(directory(application).resolve("steps").resolve(key));
  }

  static Path directory(Application application) {
    return application.workDirectory().resolve("toggles");
  }

  /** The steps that set toggles, keep what was there, and were neither confirmed nor put back. */
  static List<String> begun(Application application) {
    var steps = directory(application).resolve("steps");
    var keys = new ArrayList<String>();
    try (var directories = Files.newDirectoryStream(steps, ToggleJournal::keeps)) {
      directories.forEach(directory -> keys.add(directory.getFileName().toString()));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw unusable(steps, e);
    }
    keys.sort(null);
    return keys;
  }

  private static boolean keeps(Path step) throws IOException {
    if (!KEY.matcher(step.getFileName().toString()).matches() || !Files.isDirectory(step)) {
      return false;
    }
    try (var kept = Files.newDirectoryStream(step, "*.json")) {
      return kept.iterator().hasNext();
    }
  }

  Optional<Previous> read(ToggleId toggle) {
    try {
      return Optional.of(Json.MAPPER.readValue(Files.readAllBytes(file(toggle)), Previous.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unusable(file(toggle), e);
    }
  }

  /** Keeps it, unless something is kept already: the first one is how it was. */
  void keep(ToggleId toggle, Previous previous) {
    if (Files.exists(file(toggle))) {
      return;
    }
    try {
      Durable.createDirectories(step);
      Durable.write(file(toggle), Json.MAPPER.writeValueAsBytes(previous));
    } catch (IOException e) {
      throw unusable(file(toggle), e);
    }
  }

  /** Forgets all toggles of the step. */
  void forget() {
    delete(step);
  }

  private static void delete(Path path) {
    try {
      Durable.delete(path);
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private Path file(ToggleId toggle) {
    return step.resolve(toggle + ".json");
  }

  private static ToggleFailed unusable(Path where, IOException e) {
    return new ToggleFailed(
        "What a toggle was before cannot be kept, read or forgotten: " + e,
        where.toString(),
        "Check rights, free space and the file; set the toggle by hand if it is damaged.",
        e);
  }
}
