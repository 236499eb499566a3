package io.reinstate.toggle;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.storage.Durable;
import io.reinstate.storage.Json;
import io.reinstate.storage.StepKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What toggles were before a step set them: a directory a step, in it a file a toggle, in the
 * application's work directory in {@code toggles/}.
 *
 * @param step the directory of the step
 */
record ToggleJournal(Path step) {

  static ToggleJournal of(Application application, String key) {
    var steps = directory(application).resolve("steps");
    return new ToggleJournal(steps.resolve(StepKey.check(key)));
  }

  static Path directory(Application application) {
    return application.workDirectory().resolve("toggles");
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

  /** Forgets it, and the step when nothing else is kept of it. */
  void forget(ToggleId toggle) {
    try {
      Durable.delete(file(toggle));
      if (Files.isDirectory(step) && isEmpty()) {
        Durable.delete(step);
      }
    } catch (IOException e) {
      throw unusable(file(toggle), e);
    }
  }

  private boolean isEmpty() throws IOException {
    try (var kept = Files.newDirectoryStream(step)) {
      return !kept.iterator().hasNext();
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
