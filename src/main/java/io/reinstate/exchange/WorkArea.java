package io.reinstate.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reinstate.exchange.SwapPlan.Action;
import io.reinstate.storage.Durable;
import io.reinstate.storage.HeldDirectory;
import io.reinstate.storage.Json;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One exchange. What is noted about it is in the application's work directory; the files that come
 * and go are on the file system of the home directory, so that a rename is all it takes, in a
 * directory whose number is noted. They are named after the index of their step.
 */
final class WorkArea implements Closeable {

  private static final String JOURNAL = "journal.json";
  private static final String CHANGES = "changes.json";
  private static final String PLACE = "place.json";

  private final Path notes;
  private final FilePlaces places;
  private HeldDirectory files;

  /**
   * @param notes the directory of what is noted
   * @param places where its files may be
   */
  WorkArea(Path notes, FilePlaces places) {
    this.notes = notes;
    this.places = places;
  }

  /** Where it is noted; named after the key. */
  Path path() {
    return notes;
  }

  private String key() {
    return String.valueOf(notes.getFileName());
  }

  Path staging() throws IOException {
    return files().name("staged");
  }

  Path undoing() throws IOException {
    return files().name("undo");
  }

  /** Takes what somebody put in the way of a file that comes back. */
  Path asides() throws IOException {
    return files().name("aside");
  }

  Path staged(int step) throws IOException {
    return staging().resolve(Integer.toString(step));
  }

  Path undo(int step) throws IOException {
    return undoing().resolve(Integer.toString(step));
  }

  Path aside(int step) throws IOException {
    return asides().resolve(Integer.toString(step));
  }

  /** Held until this is closed. */
  private HeldDirectory files() throws IOException {
    if (files == null) {
      var place =
          read(PLACE, FilePlaces.Place.class)
              .orElseThrow(() -> new NoSuchFileException(notes.resolve(PLACE).toString()));
      files = places.open(key(), place);
    }
    return files;
  }

  void create() throws IOException {
    Durable.createDirectories(notes);
    var place = places.create(key());
    Durable.write(notes.resolve(PLACE), Json.MAPPER.writeValueAsBytes(place));
    for (var directory : List.of(staging(), undoing(), asides())) {
      Durable.createDirectories(directory);
    }
  }

  Optional<Journal> journal() throws IOException {
    return read(JOURNAL, Journal.class);
  }

  void write(Journal journal) throws IOException {
    Durable.write(notes.resolve(JOURNAL), Json.MAPPER.writeValueAsBytes(journal));
  }

  Optional<SwapPlan> changes() throws IOException {
    return read(CHANGES, SwapPlan.class);
  }

  SwapPlan requireChanges() throws IOException {
    return changes()
        .orElseThrow(
            () ->
                new ExchangeFailed(
                    "The list of changes is gone",
                    path().toString(),
                    "Restore a snapshot instead."));
  }

  void write(SwapPlan changes) throws IOException {
    Durable.write(notes.resolve(CHANGES), Json.MAPPER.writeValueAsBytes(changes));
  }

  private <T> Optional<T> read(String file, Class<T> type) throws IOException {
    try {
      return Optional.of(Json.MAPPER.readValue(Files.readAllBytes(notes.resolve(file)), type));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new IOException(notes.resolve(file) + " is damaged", e);
    }
  }

  /** Whether everything that is to come in is staged. */
  boolean holdsAll(SwapPlan changes) throws IOException {
    try {
      for (var i = 0; i < changes.steps().size(); i++) {
        if (changes.steps().get(i).action() == Action.PUT
            && !Files.exists(staged(i), LinkOption.NOFOLLOW_LINKS)) {
          return false;
        }
      }
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Deletes everything but the journal. */
  void clear() throws IOException {
    var place = read(PLACE, FilePlaces.Place.class);
    if (place.isPresent()) {
      close();
      places.delete(key(), place.get());
    }
    Durable.delete(notes.resolve(CHANGES));
    Durable.delete(notes.resolve(PLACE));
  }

  /** Deletes all of it. */
  void delete() throws IOException {
    clear();
    Durable.delete(notes);
  }

  @Override
  public void close() throws IOException {
    if (files != null) {
      files.close();
      files = null;
    }
  }
}
