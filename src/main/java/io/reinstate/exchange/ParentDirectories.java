package io.reinstate.exchange;

import io.reinstate.snapshot.RefusalReasons;
import io.reinstate.snapshot.RestoreRefused;
import io.reinstate.snapshot.archive.Manifest.Entry;
import io.reinstate.tree.FileType;
import io.reinstate.tree.LiveTree;
import io.reinstate.tree.PathRules;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The directories on the way to what is restored. Each must be a directory, not a link to one, or
 * become one by the same restore.
 */
final class ParentDirectories {

  private final LiveTree tree;
  private final Map<String, Entry> targets;
  private final Map<String, Boolean> there = new HashMap<>(Map.of("", true));
  private final Set<String> missing = new TreeSet<>();

  ParentDirectories(LiveTree tree, Map<String, Entry> targets) {
    this.tree = tree;
    this.targets = targets;
  }

  /**
   * Whether the directory the path is in is there.
   *
   * @throws RestoreRefused when something else is in its place
   */
  boolean reaches(String path) throws IOException {
    for (var parent : PathRules.parents(path)) {
      if (!there.containsKey(parent)) {
        there.put(parent, look(parent));
      }
    }
    return there.get(PathRules.parent(path));
  }

  /** Directories that were asked for and are not there. */
  Set<String> missing() {
    return missing;
  }

  private boolean look(String directory) throws IOException {
    var live = there.get(PathRules.parent(directory)) ? tree.look(directory) : null;
    if (live != null && live.isPresent()) {
      if (live.get().type() == FileType.DIRECTORY) {
        return true;
      }
      requireReplaced(directory, live.get().type());
    }
    missing.add(directory);
    return false;
  }

  private void requireReplaced(String directory, FileType type) {
    var target = targets.get(directory);
    if (type == FileType.SPECIAL || target == null || target.type() != FileType.DIRECTORY) {
      throw type == FileType.LINK
          ? RefusalReasons.linkOnTheWay(tree.resolve(directory))
          : RefusalReasons.noDirectory(tree.resolve(directory));
    }
  }
}
