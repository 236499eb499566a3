package io.reinstate.exchange;

import io.reinstate.snapshot.archive.Manifest.Entry;
import io.reinstate.storage.Sha256;
import io.reinstate.tree.Difference;
import io.reinstate.tree.FileType;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;

/** Collects a difference, and digests along with it what the paths become, and where links led. */
final class DifferenceDigest {

  private final TreeSet<String> added = new TreeSet<>();
  private final TreeSet<String> changed = new TreeSet<>();
  private final TreeSet<String> removed = new TreeSet<>();
  private final TreeSet<String> lines = new TreeSet<>();

  DifferenceDigest added(Collection<Entry> entries) {
    entries.forEach(entry -> note("added", entry, added));
    return this;
  }

  DifferenceDigest changed(Collection<Entry> entries) {
    entries.forEach(entry -> note("changed", entry, changed));
    return this;
  }

  /** Where links lead now that change: who moves one meanwhile made something else live. */
  DifferenceDigest moved(Map<String, String> targets) {
    targets.forEach((path, target) -> lines.add("from\0" + path + "\0" + target));
    return this;
  }

  DifferenceDigest removed(Collection<String> paths) {
    removed.addAll(paths);
    paths.forEach(path -> lines.add("removed\0" + path));
    return this;
  }

  private void note(String how, Entry entry, TreeSet<String> paths) {
    var path = entry.type() == FileType.DIRECTORY ? entry.path() + "/" : entry.path();
    paths.add(path);
    lines.add(
        String.join(
            "\0",
            how,
            path,
            entry.type().text(),
            entry.mode(),
            entry.sha256().orElse(""),
            entry.target().orElse("")));
  }

  Difference difference() {
    var sum = new Sha256();
    lines.forEach(line -> sum.add(line).add("\0\n"));
    return new Difference(
        added.stream().toList(), changed.stream().toList(), removed.stream().toList(), sum.hex());
  }
}
