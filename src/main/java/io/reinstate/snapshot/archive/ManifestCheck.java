package io.reinstate.snapshot.archive;

import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.snapshot.SnapshotCorrupt;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.UnsafePath;
import io.reinstate.snapshot.archive.Manifest.Content;
import io.reinstate.snapshot.archive.Manifest.Dump;
import io.reinstate.snapshot.archive.Manifest.Entry;
import io.reinstate.snapshot.archive.Manifest.Frame;
import io.reinstate.tree.FileType;
import io.reinstate.tree.LiveTree;
import io.reinstate.tree.PathRules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/**
 * Doubts every number and name in a manifest before anything is done by it: whoever can write a
 * snapshot must not be able to write elsewhere.
 */
final class ManifestCheck {

  private static final int LARGEST_FRAME = 64 << 20;
  private static final String SHA256 = "[0-9a-f]{64}";

  private final SnapshotId snapshot;
  private final Manifest manifest;

  private ManifestCheck(SnapshotId snapshot, Manifest manifest) {
    this.snapshot = snapshot;
    this.manifest = manifest;
  }

  /**
   * Fails unless the manifest is sound.
   *
   * @throws SnapshotCorrupt when it contradicts itself
   * @throws UnsafePath when a path could lead out of the home directory
   */
  static void check(SnapshotId snapshot, Manifest manifest) {
    var check = new ManifestCheck(snapshot, manifest);
    check.head();
    check.dumps();
    check.frames();
    check.paths();
    manifest.entries().forEach(check::entry);
    check.contents();
  }

  private void head() {
    require(manifest.about() != null, "Its manifest does not say what it is");
    require(snapshot.equals(manifest.about().id()), "Its manifest is that of another snapshot");
    require(
        manifest.archive() != null && manifest.frames() != null && manifest.entries() != null,
        "Its manifest is incomplete");
    require(
        Manifest.FULL.equals(manifest.about().type()),
        "It is of the type «" + manifest.about().type() + "», which this Reinstate cannot read");
    require(
        manifest.about().patterns() != null && manifest.about().created() != null,
        "Its manifest is incomplete");
  }

  /** Each file's name follows from the rest, so that none is read elsewhere. */
  private void dumps() {
    var seen = new HashSet<DatabaseId>();
    for (var dump : manifest.databases()) {
      check(snapshot, dump);
      require(seen.add(dump.database()), "It names the database " + dump.database() + " twice");
    }
  }

  /**
   * Fails unless what the manifest says about one dump is sound.
   *
   * @throws SnapshotCorrupt when it contradicts itself
   */
  static void check(SnapshotId snapshot, Dump dump) {
    if (!sound(dump)) {
      throw new SnapshotCorrupt(snapshot, "Its list of databases contradicts itself");
    }
  }

  private static boolean sound(Dump dump) {
    return dump != null
        && dump.database() != null
        && dump.format() != null
        && Dump.file(dump.database(), dump.format()).equals(dump.file())
        && dump.size() > 0
        && dump.sha256() != null
        && dump.sha256().matches(SHA256)
        && dump.server() != null
        && dump.taken() != null;
  }

  private void frames() {
    var offset = 0L;
    for (var frame : manifest.frames()) {
      require(sound(frame) && frame.offset() == offset, "Its list of frames contradicts itself");
      offset += frame.length();
    }
    require(
        offset == manifest.archive().length(), "Its frames do not add up to its archive's length");
  }

  private static boolean sound(Frame frame) {
    return frame.snapshot().isEmpty()
        && within(frame.length(), LARGEST_FRAME)
        && within(frame.size(), LARGEST_FRAME)
        && frame.sha256() != null
        && frame.sha256().matches(SHA256);
  }

  private static boolean within(int number, int limit) {
    return number > 0 && number <= limit;
  }

  private void paths() {
    Map<String, FileType> types = new HashMap<>();
    for (var entry : manifest.entries()) {
      require(entry != null && entry.type() != null, "Its manifest holds an entry without a type");
      safe(entry.path());
      var twice = types.put(entry.path(), entry.type()) != null;
      require(!twice, "Its manifest names «" + entry.path() + "» twice");
    }
    var directories = new HashSet<String>();
    for (var path : types.keySet()) {
      directories.addAll(PathRules.parents(path));
    }
    for (var directory : directories) {
      require(
          types.getOrDefault(directory, FileType.DIRECTORY) == FileType.DIRECTORY,
          "Its manifest puts files below «" + directory + "», which is no directory there");
    }
  }

  private void safe(String path) {
    var problem = PathRules.problem(path);
    if (problem.isPresent() || path.equals(LiveTree.WORK) || path.startsWith(LiveTree.WORK + "/")) {
      throw new UnsafePath(
          "Its manifest holds the path «" + path + "»: " + problem.orElse("that is the work area"),
          "snapshot " + snapshot,
          "Nothing was changed. Find out who wrote this snapshot; Reinstate writes no such path.");
    }
  }

  private void entry(Entry entry) {
    var sound =
        switch (entry.type()) {
          case FILE -> soundFile(entry);
          case LINK -> entry.target().isPresent() && entry.target().get().indexOf('\0') < 0;
          case DIRECTORY -> entry.size() == 0;
          case SPECIAL -> false;
        };
    require(sound, "Its manifest contradicts itself about «" + entry.path() + "»");
  }

  private boolean soundFile(Entry entry) {
    return entry.sha256().filter(sum -> sum.matches(SHA256)).isPresent()
        && entry.size() >= 0
        && entry.size() < Long.MAX_VALUE / 2
        && (entry.size() == 0 || entry.content().filter(place -> holds(place, entry)).isPresent());
  }

  private boolean holds(Content place, Entry entry) {
    var frames = manifest.frames();
    if (place.frame() < 0 || place.frame() >= frames.size() || place.offset() < 0) {
      return false;
    }
    var left = entry.size() + place.offset();
    for (var frame = place.frame(); left > 0 && frame < frames.size(); frame++) {
      left -= frames.get(frame).size();
    }
    return left <= 0;
  }

  /** No two files have the same bytes: a small archive would fill any disk otherwise. */
  private void contents() {
    var left = manifest.frames().stream().mapToLong(Frame::size).sum();
    for (var entry : manifest.entries()) {
      left -= entry.type() == FileType.FILE ? entry.size() : 0;
      require(left >= 0, "Its files take more than its archive holds");
    }
  }

  private void require(boolean sound, String otherwise) {
    if (!sound) {
      throw new SnapshotCorrupt(snapshot, otherwise);
    }
  }
}
