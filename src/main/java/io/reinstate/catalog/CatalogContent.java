package io.reinstate.catalog;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.rule.CatalogFile;
import io.reinstate.catalog.rule.CatalogProblem;
import io.reinstate.catalog.rule.NeighbourRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What the catalog says at one moment; never changes.
 *
 * @param files all of them, as they were checked last
 * @param inForce the applications that can be rolled back, by name
 * @param refused those that cannot
 * @param unheeded edits that do not count
 * @param warnings what to know of applications that work, by file and line
 */
record CatalogContent(
    Map<Path, CheckedFile> files,
    Map<ApplicationId, InForce> inForce,
    List<RefusedApplication> refused,
    List<UnheededEdit> unheeded,
    List<CatalogProblem> warnings) {

  static final CatalogContent NOTHING =
      new CatalogContent(Map.of(), Map.of(), List.of(), List.of(), List.of());

  CatalogContent {
    files = Map.copyOf(files);
    inForce = Collections.unmodifiableMap(new TreeMap<>(inForce));
    refused = List.copyOf(refused);
    unheeded = List.copyOf(unheeded);
    warnings = warnings.stream().distinct().sorted().toList();
  }

  /** An application as the last file that was right describes it. */
  record InForce(CatalogFile file, Description description, Application application) {}

  /**
   * What follows when the files are these. An application whose file has problems keeps what was
   * right before; one that was not there before is refused. One whose file is gone leaves, unless
   * it is held.
   *
   * @param files all that there are
   * @param held applications on which an act runs, asked for only where it matters
   * @param state holds one directory per application, for what is under way
   */
  CatalogContent next(
      Collection<CheckedFile> files, Supplier<Set<ApplicationId>> held, Path state) {
    var problems = new HashMap<Path, List<CatalogProblem>>();
    files.forEach(file -> problems.put(file.path(), new ArrayList<>(file.problems())));
    var gone =
        inForce.values().stream()
            .filter(each -> !problems.containsKey(each.file().path()))
            .toList();
    var stay = gone.isEmpty() ? Set.<ApplicationId>of() : held.get();
    var known =
        inForce.values().stream()
            .filter(each -> !gone.contains(each) || stay.contains(each.application().id()))
            .collect(Collectors.toMap(each -> each.file().path(), Function.identity()));
    var candidates = new TreeMap<Path, CatalogFile>();
    known.forEach((path, each) -> candidates.put(path, each.file()));
    files.stream()
        .filter(file -> file.problems().isEmpty())
        .forEach(file -> candidates.put(file.path(), file.file().orElseThrow()));
    settle(candidates, known, problems);
    return accept(files, candidates, known, problems, state);
  }

  /** Whether an application is there still whose file is gone. */
  boolean lingers() {
    return inForce.values().stream().anyMatch(each -> !files.containsKey(each.file().path()));
  }

  /**
   * Takes back what does not go together with others. What was in force before does, so this comes
   * to an end.
   */
  private static void settle(
      Map<Path, CatalogFile> candidates,
      Map<Path, InForce> known,
      Map<Path, List<CatalogProblem>> problems) {
    var rule = new NeighbourRule();
    var changed = true;
    while (changed) {
      changed = false;
      for (var found : rule.check(List.copyOf(candidates.values())).entrySet()) {
        var path = found.getKey();
        problems.computeIfAbsent(path, p -> new ArrayList<>()).addAll(found.getValue());
        var before = known.containsKey(path) ? known.get(path).file() : null;
        if (before == null) {
          candidates.remove(path);
          changed = true;
        } else if (candidates.put(path, before) != before) {
          changed = true;
        }
      }
    }
  }

  private static CatalogContent accept(
      Collection<CheckedFile> files,
      Map<Path, CatalogFile> candidates,
      Map<Path, InForce> known,
      Map<Path, List<CatalogProblem>> problems,
      Path state) {
    var accepted = new HashMap<Path, InForce>();
    candidates.forEach(
        (path, file) -> {
          var before = Optional.ofNullable(known.get(path));
          try {
            accepted.put(path, accept(file, before, state));
          } catch (NotDescribed e) {
            problems.get(path).add(CatalogProblem.ofMachine(path, e.getMessage()));
            before.ifPresent(each -> accepted.put(path, each));
          }
        });
    var refused = new ArrayList<RefusedApplication>();
    var unheeded = new ArrayList<UnheededEdit>();
    for (var file : files) {
      var found = problems.get(file.path());
      var now = accepted.get(file.path());
      if (!found.isEmpty() && now != null) {
        var edited = Optional.of(file.modified()).filter(when -> !file.says(now.file()));
        unheeded.add(new UnheededEdit(now.application().id(), file.path(), edited, found));
      } else if (!found.isEmpty()) {
        refused.add(new RefusedApplication(file.name(), file.path(), found));
      }
    }
    var inForce =
        accepted.values().stream()
            .collect(Collectors.toMap(each -> each.application().id(), Function.identity()));
    return new CatalogContent(
        files.stream().collect(Collectors.toMap(CheckedFile::path, Function.identity())),
        inForce,
        refused,
        unheeded,
        SharedPlaces.warnings(inForce.values()));
  }

  /** What says the same stays the same. */
  private static InForce accept(CatalogFile file, Optional<InForce> before, Path state) {
    return before
        .filter(each -> each.file().tree().equals(file.tree()))
        .orElseGet(
            () -> {
              var description = Description.of(file, state);
              return new InForce(file, description, description.application());
            });
  }
}
