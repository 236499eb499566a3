package io.reinstate.change;

import io.reinstate.catalog.application.Application;
import io.reinstate.change.Progress.Stage;
import io.reinstate.storage.Durable;
import io.reinstate.storage.Json;
import io.reinstate.storage.StepKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * What acts changed of an application, and how far each is: a file an act, named after its key, in
 * the application's work directory. It outlives the engine's database, and a finished act stays
 * known for 30 days.
 */
@Component
public class ChangeJournal {

  private static final Duration REMEMBERED = Duration.ofDays(30);
  private static final String SUFFIX = ".json";

  private final List<ChangeKind> kinds;
  private final Clock clock;

  public ChangeJournal(List<ChangeKind> kinds, Clock clock) {
    this.kinds = List.copyOf(kinds);
    this.clock = clock;
  }

  /**
   * The changes of an act, as its plan has them.
   *
   * @param key of the act: letters, digits, {@code . _ # -}, at most 150
   * @param planned in the order in which they are exchanged
   */
  public Changes open(Application application, String key, List<Change> planned) {
    return new Changes(this, application, StepKey.check(key), planned);
  }

  /** The changes that an act noted, to be put back or confirmed; empty where it noted none. */
  public Optional<Changes> reopen(Application application, String key) {
    return find(application, key)
        .map(
            progress ->
                open(
                    application,
                    key,
                    progress.changes().stream()
                        .map(noted -> kind(noted).reopen(application, key, noted))
                        .toList()));
  }

  private ChangeKind kind(Noted noted) {
    return kinds.stream().filter(each -> each.knows(noted.kind())).findFirst().orElseThrow();
  }

  /**
   * How far the act of that key is; empty where it changed nothing, or long ago.
   *
   * @throws JournalUnusable when it cannot be read
   */
  public Optional<Progress> find(Application application, String key) {
    return read(file(application, key))
        .filter(progress -> progress.application().equals(application.id()));
  }

  /**
   * Keys of acts with something to be put back, given up or confirmed to the end.
   *
   * @throws JournalUnusable when the journal cannot be read; here and below
   */
  public List<String> begun(Application application) {
    return keys(application, Progress::isBegun);
  }

  /** Keys of acts that changed what is live, or began to, and can still be put back. */
  public List<String> live(Application application) {
    return keys(application, Progress::isLive);
  }

  /** Keys of acts that are past their point of no return, for 30 days after it. */
  public List<String> confirmed(Application application) {
    return keys(application, Progress::isPastReturn);
  }

  private static List<String> keys(Application application, Predicate<Progress> wanted) {
    var keys = new ArrayList<String>();
    for (var file : files(application)) {
      if (read(file)
          .filter(progress -> progress.application().equals(application.id()))
          .filter(wanted)
          .isPresent()) {
        keys.add(key(file));
      }
    }
    keys.sort(null);
    return keys;
  }

  /** Notes that an act begins, and forgets those that ended long ago. */
  Progress begin(Application application, String key, Stage stage, List<Noted> changes) {
    var longAgo = clock.instant().minus(REMEMBERED);
    for (var file : files(application)) {
      if (read(file).filter(old -> !old.isBegun() && old.changed().isBefore(longAgo)).isPresent()) {
        forget(file);
      }
    }
    return write(
        application,
        key,
        new Progress(application.id(), stage, changes, List.of(), clock.instant()));
  }

  Progress write(Application application, String key, Progress progress) {
    var file = file(application, key);
    try {
      Durable.createDirectories(file.getParent());
      Durable.write(file, Json.MAPPER.writeValueAsBytes(progress));
      return progress;
    } catch (IOException e) {
      throw new JournalUnusable(file, e);
    }
  }

  Clock clock() {
    return clock;
  }

  private static void forget(Path file) {
    try {
      Durable.delete(file);
    } catch (IOException e) {
      throw new JournalUnusable(file, e);
    }
  }

  private static Optional<Progress> read(Path file) {
    try {
      return Optional.of(Json.MAPPER.readValue(Files.readAllBytes(file), Progress.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new JournalUnusable(file, e);
    }
  }

  private static List<Path> files(Application application) {
    var directory = directory(application);
    var found = new ArrayList<Path>();
    try (var files = Files.newDirectoryStream(directory, ChangeJournal::isOne)) {
      files.forEach(found::add);
      return found;
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new JournalUnusable(directory, e);
    }
  }

  private static boolean isOne(Path file) {
    return file.toString().endsWith(SUFFIX)
        && StepKey.valid(key(file))
        && Files.isRegularFile(file);
  }

  private static String key(Path file) {
    var name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  private static Path file(Application application, String key) {
    return directory(application).resolve(StepKey.check(key) + SUFFIX);
  }

  private static Path directory(Application application) {
    return application.workDirectory().resolve("changes");
  }
}
