package io.reinstate.exchange;

import io.reinstate.catalog.application.Application;
import io.reinstate.storage.StepKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The exchanges of an application, as its work directory tells: {@code exchanges/<key>/}. */
record WorkAreas(Path directory, FilePlaces places) {

  static WorkAreas of(Application application) {
    return new WorkAreas(
        application.workDirectory().resolve("exchanges"), new FilePlaces(application.home()));
  }

  /** The area of that key, which need not exist yet. */
  WorkArea of(String key) {
    return new WorkArea(directory.resolve(key), places);
  }

  /** All areas there are. */
  List<WorkArea> all() throws IOException {
    var found = new ArrayList<WorkArea>();
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      try (var areas = Files.newDirectoryStream(directory, area -> StepKey.valid(name(area)))) {
        areas.forEach(path -> found.add(new WorkArea(path, places)));
      }
    }
    return found;
  }

  /** What is where the files of exchanges are, and not noted. */
  List<Path> foreign() throws IOException {
    return places.foreign(this::isNoted);
  }

  private boolean isNoted(String key) {
    return StepKey.valid(key) && Files.isDirectory(directory.resolve(key));
  }

  /** Forgets exchanges that were finished before that time. */
  void forget(Instant before) throws IOException {
    for (var area : all()) {
      var journal = area.journal();
      if (journal.filter(each -> each.state().isFinished()).isPresent()
          && journal.get().changed().isBefore(before)) {
        area.delete();
      }
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
