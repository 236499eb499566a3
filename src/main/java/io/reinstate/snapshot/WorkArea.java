package io.reinstate.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reinstate.snapshot.Changes.Action;
import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The directory of one exchange, on the file system of the home directory, so that a rename is all
 * it takes. The files in it are named after the index of their step.
 */
record WorkArea(Path path) {

  private static final String JOURNAL = "journal.json";
  private static final String CHANGES = "changes.json";

  Path staging() {
    return path.resolve("staged");
  }

  Path undoing() {
    return path.resolve("undo");
  }

  /** Takes what somebody put in the way of a file that comes back. */
  Path asides() {
    return path.resolve("aside");
  }

  Path staged(int step) {
    return staging().resolve(Integer.toString(step));
  }

  Path undo(int step) {
    return undoing().resolve(Integer.toString(step));
  }

  Path aside(int step) {
    return asides().resolve(Integer.toString(step));
  }

  void create() throws IOException {
    for (var directory : List.of(staging(), undoing(), asides())) {
      Durable.createDirectories(directory);
    }
  }

  Optional<Journal> journal() throws IOException {
    return read(JOURNAL, Journal.class);
  }

  void write(Journal journal) throws IOException {
    Durable.write(path.resolve(JOURNAL), Json.MAPPER.writeValueAsBytes(journal));
  }

  Optional<Changes> changes() throws IOException {
    return read(CHANGES, Changes.class);
  }

  Changes requireChanges() throws IOException {
    return changes()
        .orElseThrow(
            () ->
                new ExchangeFailed(
                    "The list of changes is gone", path.toString(), "Restore a snapshot instead."));
  }

  void write(Changes changes) throws IOException {
    Durable.write(path.resolve(CHANGES), Json.MAPPER.writeValueAsBytes(changes));
  }

  private <T> Optional<T> read(String file, Class<T> type) throws IOException {
    try {
      return Optional.of(Json.MAPPER.readValue(Files.readAllBytes(path.resolve(file)), type));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new IOException(path.resolve(file) + " is damaged", e);
    }
  }

  /** Whether everything that is to come in is staged. */
  boolean holdsAll(Changes changes) {
    for (var i = 0; i < changes.steps().size(); i++) {
      if (changes.steps().get(i).action() == Action.PUT
          && !Files.exists(staged(i), LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    return true;
  }

  /** Deletes everything but the journal. */
  void clear() throws IOException {
    for (var part : List.of(staging(), undoing(), asides(), path.resolve(CHANGES))) {
      Durable.delete(part);
    }
  }
}
