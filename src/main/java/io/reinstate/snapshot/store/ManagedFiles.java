package io.reinstate.snapshot.store;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.FilePatterns;
import io.reinstate.snapshot.SnapshotFailed;
import io.reinstate.snapshot.archive.ArchiveWriter;
import io.reinstate.snapshot.archive.ArchiveWriter.Contents;
import io.reinstate.tree.FileState;
import io.reinstate.tree.FileType;
import io.reinstate.tree.LiveTree;
import io.reinstate.tree.PathRules;
import io.reinstate.tree.Patterns;
import io.reinstate.tree.Scope;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The files of an application that a snapshot keeps, as they were a moment ago. */
final class ManagedFiles implements Closeable {

  private final LiveTree tree;
  private final Scope scope;
  private final Patterns expected;
  private final Patterns data;
  private final OutsideDatabases outside;
  private final List<FileState> matching;
  private final List<FileState> leftOut = new ArrayList<>();

  /**
   * @param data those of the files that customers may write to at any moment
   * @param outside which files are databases, and so not among them
   */
  private ManagedFiles(
      LiveTree tree, Scope scope, Patterns expected, Patterns data, OutsideDatabases outside)
      throws IOException {
    this.tree = tree;
    this.scope = scope;
    this.expected = expected;
    this.data = data;
    this.outside = outside;
    this.matching = new ArrayList<>(tree.walk(scope.and(outside)));
    leaveOutSpecialData();
    requireNoSpecial();
  }

  private void leaveOutSpecialData() {
    for (var file : matching) {
      if (file.type() == FileType.SPECIAL && data.includes(file.path())) {
        leftOut.add(file);
      }
    }
    matching.removeAll(leftOut);
  }

  static ManagedFiles of(Application application, Path snapshots) throws IOException {
    var tree = LiveTree.of(application.home(), snapshots);
    var managed = new Patterns(application.files());
    var data = Patterns.of(application.data());
    var scope = application.state().data() ? managed.or(data) : managed;
    var outside = OutsideDatabases.of(application);
    return of(tree, scope.and(NotReleases.of(application)), managed, data, outside);
  }

  /** Those of a tree that was built elsewhere, as far as they belong to the release. */
  static ManagedFiles built(Application application, BuiltTree built, Path snapshots)
      throws IOException {
    var tree = LiveTree.built(built.root(), application.home(), snapshots);
    var scope =
        ManagedPaths.of(application).and(ReleasePaths.files(built.tracked(), built.artifacts()));
    var artifacts = new Patterns(new FilePatterns(built.artifacts(), List.of()));
    var outside = OutsideDatabases.of(application);
    var files = of(tree, scope, artifacts, Patterns.of(List.of()), outside);
    try {
      files.requireArtifacts();
      return files;
    } catch (ReinstateException e) {
      files.close();
      throw e;
    }
  }

  private static ManagedFiles of(
      LiveTree tree, Scope scope, Patterns expected, Patterns data, OutsideDatabases outside)
      throws IOException {
    try {
      return new ManagedFiles(tree, scope, expected, data, outside);
    } catch (IOException | ReinstateException e) {
      tree.close();
      throw e;
    }
  }

  private void requireArtifacts() {
    var missing = expected.unmatched(leaves());
    if (!missing.isEmpty()) {
      throw new SnapshotFailed(
          "The build made nothing that matches «" + String.join("», «", missing) + "»",
          tree.home().toString(),
          "Look at the log of the build, and at releases.build and releases.artifacts of the"
              + " catalog. Only managed files that are not data count.");
    }
  }

  private List<String> leaves() {
    return matching.stream().filter(file -> file.type().isLeaf()).map(FileState::path).toList();
  }

  ManagedFiles lookAgain() throws IOException {
    tree.held().forget();
    return new ManagedFiles(tree, scope, expected, data, outside);
  }

  private void requireNoSpecial() {
    for (var file : matching) {
      if (file.type() == FileType.SPECIAL) {
        throw new SnapshotFailed(
            "A named pipe, socket or device cannot be in a snapshot",
            tree.resolve(file.path()).toString(),
            "Exclude it from the managed files in the catalog, then try again.");
      }
    }
  }

  /** Writes them, and the directories above them, to an archive. */
  Contents pack(Path archive) throws IOException {
    var all = new TreeMap<String, FileState>();
    matching.forEach(file -> all.put(file.path(), file));
    var implied = implied(all.keySet());
    for (var path : implied) {
      tree.look(path).ifPresent(directory -> all.put(path, directory));
    }
    try (var writer = new ArchiveWriter(tree, archive)) {
      return writer.write(new ArrayList<>(all.values()), implied, data);
    }
  }

  @Override
  public void close() throws IOException {
    tree.close();
  }

  private static Set<String> implied(Set<String> paths) {
    var parents = new LinkedHashSet<String>();
    paths.forEach(path -> parents.addAll(PathRules.parents(path)));
    parents.removeAll(paths);
    return parents;
  }

  /** What whoever restores these files should know. */
  List<String> warnings() {
    var paths = matching.stream().map(FileState::path).collect(Collectors.toSet());
    outside.databases().forEach(database -> paths.add(database.toString()));
    var warnings = new ArrayList<String>();
    for (var pattern : expected.unmatched(paths)) {
      warnings.add("No file matches the pattern «" + pattern + "».");
    }
    for (var file : leftOut) {
      warnings.add("«" + file.path() + "» is a pipe, socket or device, and was left out.");
    }
    for (var file : matching) {
      file.target()
          .filter(target -> !PathRules.linkStaysInside(file.path(), target, tree.homes()))
          .ifPresent(target -> warnings.add(outside(file.path(), target)));
    }
    return warnings;
  }

  private static String outside(String path, String target) {
    return "The link «"
        + path
        + "» leads to «"
        + target
        + "»: it will not be restored if it changes.";
  }
}
