package io.reinstate.health;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.FilePatterns;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.exchange.Exchanges;
import io.reinstate.exchange.RestoredFiles;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.store.Snapshots;
import java.util.List;
import java.util.stream.Stream;

/** Compares the live files with what a snapshot's manifest says of them. */
final class FilesProbe {

  private static final int NAMED = 3;

  private final Snapshots snapshots;
  private final Exchanges exchanges;
  private final RestoredFiles restored;

  FilesProbe(Snapshots snapshots, Exchanges exchanges, RestoredFiles restored) {
    this.restored = restored;
    this.snapshots = snapshots;
    this.exchanges = exchanges;
  }

  Finding ask(ProbeSpec.Files spec, Application application) {
    var patterns = new FilePatterns(spec.include(), spec.exclude());
    return spec.against() == ProbeSpec.Against.STABLE
        ? withStable(spec, application, patterns)
        : withRestored(spec, application, patterns);
  }

  private Finding withRestored(
      ProbeSpec.Files spec, Application application, FilePatterns patterns) {
    var deviations = restored.deviations(application, patterns);
    return deviations
        .map(different -> judge(spec, different, "what was restored"))
        .orElseGet(() -> Finding.healthy(spec.name() + ": no restore waits for its confirmation"));
  }

  private Finding withStable(ProbeSpec.Files spec, Application application, FilePatterns patterns) {
    var stable = snapshots.latestStable(application.id());
    if (stable.isEmpty()) {
      return Finding.unknown(spec.name() + " cannot tell: no snapshot is marked stable");
    }
    var snapshot = stable.get().id();
    var difference =
        exchanges.compare(application, snapshot, Selection.files(spec.name(), List.of(patterns)));
    var different =
        Stream.of(difference.added(), difference.changed(), difference.removed())
            .flatMap(List::stream)
            .sorted()
            .toList();
    return judge(spec, different, snapshot.toString());
  }

  private static Finding judge(ProbeSpec.Files spec, List<String> different, String what) {
    if (different.isEmpty()) {
      return Finding.healthy(spec.name() + ": the files equal " + what);
    }
    var named = String.join(", ", different.subList(0, Math.min(NAMED, different.size())));
    var more = different.size() > NAMED ? " and " + (different.size() - NAMED) + " more" : "";
    return Finding.unhealthy(
        spec.name() + ": other than " + what + ": " + Finding.quote(named) + more);
  }
}
