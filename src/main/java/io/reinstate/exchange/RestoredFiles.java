package io.reinstate.exchange;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.FilePatterns;
import io.reinstate.exchange.Journal.State;
import io.reinstate.snapshot.RestoreRefused;
import io.reinstate.snapshot.Selection;
import io.reinstate.storage.HeldTree;
import io.reinstate.tree.Difference;
import io.reinstate.tree.Patterns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What exchanges brought to the live tree, as their journals tell for 30 days. */
public final class RestoredFiles {

  private final Exchanges exchanges;

  public RestoredFiles(Exchanges exchanges) {
    this.exchanges = exchanges;
  }

  /** The last restore of all managed files that was finished and not reverted, of 30 days. */
  public Optional<Restored> last(Application application) {
    return finished(application)
        .map(Finished::journal)
        .filter(journal -> journal.selection().equals(Selection.everything().toString()))
        .max(Comparator.comparing(Journal::changed))
        .map(journal -> new Restored(journal.snapshot(), journal.changed()));
  }

  /**
   * What exchanges brought or took away that wait for their confirmation, and what is not as their
   * snapshot has it now: paths relative to the home directory, sorted. Empty where none waits.
   *
   * @param patterns only these are looked at
   */
  public Optional<List<String>> deviations(Application application, FilePatterns patterns) {
    var waiting =
        finished(application).filter(each -> each.journal().state() == State.EXCHANGED).toList();
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    var found = new TreeSet<String>();
    for (var each : waiting) {
      found.addAll(deviations(application, each, patterns));
    }
    return Optional.of(List.copyOf(found));
  }

  private Set<String> deviations(Application application, Finished each, FilePatterns patterns) {
    try {
      var selection = Selection.files("comparison", List.of(patterns));
      var exchanged = paths(each.area().requireChanges().difference());
      if (each.journal().selection().startsWith(Selection.Removal.PREFIX)) {
        return there(application, exchanged, new Patterns(patterns));
      }
      var different = paths(exchanges.compare(application, each.journal().snapshot(), selection));
      different.retainAll(exchanged);
      return different;
    } catch (IOException e) {
      throw RestoreRefused.because(e, application, "What was restored cannot be compared");
    }
  }

  private static Set<String> there(Application application, Set<String> paths, Patterns looked)
      throws IOException {
    var there = new TreeSet<String>();
    try (var tree = HeldTree.of(application.home())) {
      for (var path : paths) {
        var found = looked.includes(path) ? tree.find(path) : Optional.<Path>empty();
        if (found.isPresent() && Files.exists(found.get(), LinkOption.NOFOLLOW_LINKS)) {
          there.add(path);
        }
      }
    }
    return there;
  }

  private static Set<String> paths(Difference difference) {
    var paths = new TreeSet<>(difference.added());
    paths.addAll(difference.changed());
    paths.addAll(difference.removed());
    return paths;
  }

  private record Finished(WorkArea area, Journal journal) {}

  private static Stream<Finished> finished(Application application) {
    try {
      var found = new ArrayList<Finished>();
      for (var area : WorkAreas.of(application).all()) {
        area.journal()
            .filter(each -> each.state() == State.EXCHANGED || each.state() == State.CONFIRMED)
            .filter(each -> each.application().equals(application.id()))
            .ifPresent(journal -> found.add(new Finished(area, journal)));
      }
      return found.stream();
    } catch (IOException e) {
      throw RestoreRefused.because(e, application, "The exchanges cannot be listed");
    }
  }
}
