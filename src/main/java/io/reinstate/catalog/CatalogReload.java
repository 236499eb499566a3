package io.reinstate.catalog;

import io.reinstate.catalog.application.ApplicationId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the catalog as its files say, while Reinstate runs. An edit counts when it is right; until
 * then what was right before stays in force. Each node looks at its files by itself.
 */
public final class CatalogReload {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogReload.class);

  /**
   * How often a file that has not changed is checked again: what it names may be there, or gone.
   */
  private static final Duration RECHECK = Duration.ofMinutes(1);

  private final Catalog catalog;
  private final CatalogLoader loader;
  private final List<Path> directories;
  private final Supplier<Set<ApplicationId>> held;
  private final Clock clock;

  private CatalogTexts seen;
  private Instant checked;
  private String unlisted = "";

  CatalogReload(
      Catalog catalog,
      CatalogLoader loader,
      List<Path> directories,
      Supplier<Set<ApplicationId>> held,
      Clock clock) {
    this.catalog = catalog;
    this.loader = loader;
    this.directories = List.copyOf(directories);
    this.held = held;
    this.clock = clock;
    this.checked = clock.instant();
  }

  /**
   * Reads and checks everything now, whether it has changed or not.
   *
   * @throws CatalogInvalid when a directory cannot be listed; nothing changes then
   */
  public synchronized void reload() {
    var texts = CatalogTexts.of(directories);
    seen = texts;
    checked = clock.instant();
    unlisted = "";
    become(loader.check(texts));
  }

  /**
   * Looks whether files have changed. One that has is read when it says the same as at the look
   * before: somebody may be writing it.
   */
  synchronized void look() {
    try {
      var texts = CatalogTexts.of(directories);
      look(texts, seen == null ? texts : seen);
      seen = texts;
      unlisted = "";
    } catch (CatalogInvalid e) {
      if (!e.getMessage().equals(unlisted)) {
        LOG.warn("The catalog stays as it was. {}", e.getMessage());
        unlisted = e.getMessage();
      }
    }
  }

  private void look(CatalogTexts texts, CatalogTexts before) {
    var due = !clock.instant().isBefore(checked.plus(RECHECK));
    if (due) {
      checked = clock.instant();
    }
    var known = catalog.content().files();
    var files = new ArrayList<CheckedFile>();
    for (var file : texts.applications().keySet()) {
      var was = known.get(file);
      var same = was != null && was.isOf(texts);
      if (same ? due : texts.settled(file, before)) {
        files.add(loader.check(file, texts));
      } else if (was != null) {
        files.add(was);
      }
    }
    texts.misnamed().forEach(file -> files.add(known.getOrDefault(file, loader.misnamed(file))));
    known.values().stream()
        .filter(was -> texts.lacks(was.path()) && !before.lacks(was.path()))
        .forEach(files::add);
    if (due
        || !Map.copyOf(byPath(files)).equals(Map.copyOf(known))
        || catalog.content().lingers()) {
      become(files);
    }
  }

  private static Map<Path, CheckedFile> byPath(List<CheckedFile> files) {
    return files.stream().collect(Collectors.toMap(CheckedFile::path, Function.identity()));
  }

  private void become(List<CheckedFile> files) {
    var before = catalog.content();
    var next = before.next(files, held, loader.state());
    tell(before, next);
    catalog.become(next);
  }

  private static void tell(CatalogContent before, CatalogContent next) {
    next.refused().stream()
        .filter(refused -> !before.refused().contains(refused))
        .forEach(CatalogReload::tell);
    next.unheeded().stream()
        .filter(edit -> !before.unheeded().contains(edit))
        .forEach(
            edit ->
                LOG.warn(
                    "{}. Correct this:\n{}",
                    edit.sentence(),
                    CatalogInvalid.listed(edit.problems())));
    next.warnings().stream()
        .filter(warning -> !before.warnings().contains(warning))
        .forEach(warning -> LOG.warn("{}", warning));
    var names = new TreeMap<ApplicationId, String>();
    next.inForce()
        .forEach(
            (id, now) -> {
              var was = before.inForce().get(id);
              if (was == null) {
                names.put(id, "is in the catalog now");
              } else if (was != now) {
                names.put(id, "is described anew");
              }
            });
    before.inForce().keySet().stream()
        .filter(id -> !next.inForce().containsKey(id))
        .forEach(id -> names.put(id, "has left the catalog"));
    names.forEach((id, what) -> LOG.info("The application {} {}.", id, what));
  }

  /** Writes into the log why an application is refused. */
  static void tell(RefusedApplication refused) {
    LOG.warn(
        "The application {} is refused; the others work. Correct this:\n{}",
        refused.name(),
        CatalogInvalid.listed(refused.problems()));
  }
}
