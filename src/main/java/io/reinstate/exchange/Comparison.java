package io.reinstate.exchange;

import io.reinstate.exchange.SwapPlan.Action;
import io.reinstate.exchange.SwapPlan.Step;
import io.reinstate.exchange.SwapPlan.Touched;
import io.reinstate.snapshot.RefusalReasons;
import io.reinstate.snapshot.archive.Contents;
import io.reinstate.snapshot.archive.Manifest;
import io.reinstate.snapshot.archive.Manifest.Entry;
import io.reinstate.snapshot.store.RestoreScope;
import io.reinstate.tree.Difference;
import io.reinstate.tree.FileAttributes;
import io.reinstate.tree.FileState;
import io.reinstate.tree.FileType;
import io.reinstate.tree.LiveTree;
import io.reinstate.tree.PathRules;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Compares the live tree with a snapshot and works out the steps from one to the other. Reads only.
 */
final class Comparison {

  private final LiveTree tree;
  private final Map<String, Entry> known = new TreeMap<>();
  private final Map<String, Entry> targets = new TreeMap<>();
  private final RestoreScope scope;
  private final ParentDirectories ways;
  private final boolean release;

  private final Map<String, Entry> added = new TreeMap<>();
  private final Map<String, Entry> changed = new TreeMap<>();
  private final Map<String, Entry> altered = new TreeMap<>();
  private final Map<String, Entry> undecided = new TreeMap<>();
  private final Map<String, Entry> replacing = new TreeMap<>();
  private final Map<String, String> moved = new TreeMap<>();
  private final TreeSet<String> leavesInTheWay = new TreeSet<>();
  private final TreeSet<String> directoriesInTheWay = new TreeSet<>();

  Comparison(LiveTree tree, Manifest manifest, RestoreScope scope) {
    this.tree = tree;
    this.scope = scope;
    this.release = manifest.about().release().isPresent();
    manifest.entries().forEach(entry -> known.put(entry.path(), entry));
    known.forEach(
        (path, entry) -> {
          if (!entry.implied() && scope.restores().includes(path)) {
            targets.put(path, entry);
          }
        });
    this.ways = new ParentDirectories(tree, targets);
  }

  SwapPlan changes() throws IOException {
    for (var entry : targets.values()) {
      classify(entry);
    }
    changed.putAll(new Contents(tree).differing(undecided));
    putSafely(added.values());
    putSafely(changed.values());
    var extra = SurplusFiles.find(tree, scope.removes(), targets, directoriesInTheWay);
    return assemble(extra);
  }

  private void classify(Entry entry) throws IOException {
    var path = entry.path();
    var live = ways.reaches(path) ? tree.look(path) : Optional.<FileState>empty();
    if (live.isEmpty()) {
      added.put(path, entry);
    } else if (live.get().type() == FileType.SPECIAL) {
      throw RefusalReasons.special(tree.resolve(path));
    } else if (entry.type() == FileType.DIRECTORY) {
      classifyDirectory(entry, live.get());
    } else {
      classifyLeaf(entry, live.get());
    }
  }

  private void classifyDirectory(Entry entry, FileState live) {
    if (live.type() != FileType.DIRECTORY) {
      leavesInTheWay.add(entry.path());
      replacing.put(entry.path(), entry);
    } else if (!release && !live.attributes().sameAccess(entry.attributes())) {
      altered.put(entry.path(), entry);
    }
  }

  private void classifyLeaf(Entry entry, FileState live) {
    if (live.type() == FileType.DIRECTORY) {
      directoriesInTheWay.add(entry.path());
      changed.put(entry.path(), entry);
    } else if (differs(entry, live)) {
      changed.put(entry.path(), entry);
      live.target().ifPresent(target -> moved.put(entry.path(), target));
    } else if (!live.attributes().modified().equals(entry.modified())
        && entry.type() == FileType.FILE) {
      undecided.put(entry.path(), entry);
    }
  }

  private boolean differs(Entry entry, FileState live) {
    if (entry.type() == FileType.LINK || live.type() == FileType.LINK) {
      return entry.type() != live.type() || !entry.target().equals(live.target());
    }
    return entry.size() != live.size() || !sameAccess(entry, live);
  }

  /** A release has no modes of its own but the one bit that git keeps. */
  private boolean sameAccess(Entry entry, FileState live) {
    return release
        ? live.attributes().sameAccessForGit(entry.attributes())
        : live.attributes().sameAccess(entry.attributes());
  }

  private void putSafely(Collection<Entry> entries) {
    for (var entry : entries) {
      entry
          .target()
          .filter(target -> !PathRules.linkStaysInside(entry.path(), target, tree.homes()))
          .ifPresent(
              target -> {
                throw RefusalReasons.linkOutside(entry.path(), target);
              });
    }
  }

  private SwapPlan assemble(SurplusFiles extra) throws IOException {
    var created = created();
    var puts = leaves(added, changed);
    var steps = new ArrayList<Step>();
    var out = new TreeSet<>(extra.leaves());
    out.addAll(leavesInTheWay);
    out.forEach(path -> steps.add(new Step(Action.REMOVE, path)));
    extra.directories().forEach(path -> steps.add(new Step(Action.REMOVE_DIRECTORY, path)));
    created.forEach(path -> steps.add(new Step(Action.CREATE_DIRECTORY, path)));
    puts.forEach(entry -> steps.add(new Step(Action.PUT, entry.path())));
    var bytes = puts.stream().mapToLong(Entry::size).sum();
    return new SwapPlan(difference(extra), bytes, steps, touched(steps, created));
  }

  /** Directories to make, the outermost first. */
  private TreeSet<String> created() {
    var created = new TreeSet<>(ways.missing());
    Stream.of(added, replacing)
        .flatMap(entries -> entries.values().stream())
        .filter(entry -> entry.type() == FileType.DIRECTORY)
        .forEach(entry -> created.add(entry.path()));
    return created;
  }

  private static List<Entry> leaves(Map<String, Entry> added, Map<String, Entry> changed) {
    return Stream.of(added, changed)
        .flatMap(entries -> entries.values().stream())
        .filter(entry -> entry.type().isLeaf())
        .sorted(Comparator.comparing(Entry::path))
        .toList();
  }

  private Difference difference(SurplusFiles extra) {
    var all = new TreeMap<>(changed);
    all.putAll(altered);
    all.putAll(replacing);
    return new DifferenceDigest()
        .added(added.values())
        .changed(all.values())
        .moved(moved)
        .removed(extra.leaves())
        .removed(
            extra.directories().stream()
                .filter(path -> !directoriesInTheWay.contains(path))
                .map(path -> path + "/")
                .toList())
        .difference();
  }

  private List<Touched> touched(List<Step> steps, TreeSet<String> created) throws IOException {
    var paths = new TreeSet<>(altered.keySet());
    for (var step : steps) {
      paths.add(PathRules.parent(step.path()));
      if (step.action() == Action.REMOVE_DIRECTORY || step.action() == Action.CREATE_DIRECTORY) {
        paths.add(step.path());
      }
    }
    var device = tree.look("").map(FileState::device).orElseThrow();
    var touched = new ArrayList<Touched>();
    for (var path : paths) {
      var after = Optional.ofNullable(created.contains(path) ? known.get(path) : targets.get(path));
      touched.add(
          new Touched(
              path,
              before(path, device),
              after.filter(entry -> entry.type() == FileType.DIRECTORY).map(Entry::attributes)));
    }
    return touched;
  }

  private Optional<FileAttributes> before(String path, long device) throws IOException {
    var live = tree.look(path).filter(state -> state.type() == FileType.DIRECTORY);
    if (live.isPresent() && live.get().device() != device) {
      throw new FileSystemException(
          tree.resolve(path).toString(),
          null,
          tree.resolve(path) + " is on another file system than the home directory");
    }
    return live.map(FileState::attributes);
  }
}
