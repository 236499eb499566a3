package io.reinstate.exchange;

import io.reinstate.snapshot.RefusalReasons;
import io.reinstate.snapshot.RestoreRefused;
import io.reinstate.snapshot.archive.Manifest.Entry;
import io.reinstate.tree.FileType;
import io.reinstate.tree.LiveTree;
import io.reinstate.tree.PathRules;
import io.reinstate.tree.Scope;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the live tree has and the snapshot has not.
 *
 * @param leaves files and links, sorted
 * @param directories those that hold nothing else, the innermost first
 */
record SurplusFiles(List<String> leaves, List<String> directories) {

  /**
   * Looks for it. Pipes, sockets and devices are left alone, and so is the directory they are in.
   *
   * @param inTheWay directories in whose place the snapshot has a file
   * @throws RestoreRefused when one of those holds something that is not managed
   */
  static SurplusFiles find(
      LiveTree tree, Scope scope, Map<String, Entry> targets, Collection<String> inTheWay)
      throws IOException {
    var needed = new HashSet<>(targets.keySet());
    targets.keySet().forEach(path -> needed.addAll(PathRules.parents(path)));
    var leaves = new TreeSet<String>();
    var candidates = new TreeSet<>(inTheWay);
    for (var live : tree.walk(scope)) {
      if (!needed.contains(live.path()) && live.type() != FileType.SPECIAL) {
        (live.type().isLeaf() ? leaves : candidates).add(live.path());
      }
    }
    var gone = emptied(tree, leaves, candidates);
    for (var directory : inTheWay) {
      if (!gone.contains(directory)) {
        throw RefusalReasons.notEmptied(tree.resolve(directory));
      }
    }
    return new SurplusFiles(List.copyOf(leaves), List.copyOf(gone));
  }

  private static TreeSet<String> emptied(
      LiveTree tree, Set<String> leaves, TreeSet<String> candidates) throws IOException {
    var gone = new TreeSet<String>(Comparator.reverseOrder());
    for (var directory : candidates.descendingSet()) {
      if (holdsOnly(tree, directory, leaves, gone)) {
        gone.add(directory);
      }
    }
    return gone;
  }

  private static boolean holdsOnly(
      LiveTree tree, String directory, Set<String> leaves, Set<String> gone) throws IOException {
    for (var name : tree.held().directory(directory).names()) {
      var path = directory + "/" + name;
      if (!leaves.contains(path) && !gone.contains(path)) {
        return false;
      }
    }
    return true;
  }
}
