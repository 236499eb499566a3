package io.reinstate.snapshot.store;

import io.reinstate.host.Cancellation;
import io.reinstate.snapshot.archive.FrameReader;
import io.reinstate.snapshot.archive.Manifest;
import io.reinstate.snapshot.archive.Manifest.Entry;
import io.reinstate.snapshot.archive.SnapshotDirectory;
import io.reinstate.storage.Durable;
import io.reinstate.tree.FileType;
import io.reinstate.tree.PathRules;
import io.reinstate.tree.Scope;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes the files of a snapshot over a tree that nobody else uses. What is in the way of one is
 * deleted, links on the way to it included: nothing is ever written through a link.
 */
final class Extraction {

  private final SnapshotDirectory snapshot;
  private final Manifest manifest;
  private final Scope scope;

  Extraction(SnapshotDirectory snapshot, Manifest manifest, Scope scope) {
    this.snapshot = snapshot;
    this.manifest = manifest;
    this.scope = scope;
  }

  /** Returns what was written, relative to the root. */
  Set<String> into(Path root) throws IOException {
    var written = new TreeSet<String>();
    try (var reader = new FrameReader(snapshot, manifest)) {
      for (var entry : manifest.entries()) {
        Cancellation.check();
        if (entry.type().isLeaf() && scope.includes(Path.of(entry.path()))) {
          makeWay(root, entry.path());
          write(entry, root.resolve(entry.path()), reader);
          written.add(entry.path());
        }
      }
    }
    return written;
  }

  private static void makeWay(Path root, String path) throws IOException {
    for (var parent : PathRules.parents(path)) {
      var directory = root.resolve(parent);
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(directory);
        Files.createDirectory(directory);
      }
    }
    Durable.delete(root.resolve(path));
  }

  private static void write(Entry entry, Path to, FrameReader reader) throws IOException {
    if (entry.type() == FileType.LINK) {
      Files.createSymbolicLink(to, Path.of(entry.target().orElseThrow()));
      return;
    }
    try (var out =
        new BufferedOutputStream(
            Files.newOutputStream(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
      reader.copy(entry, out);
    }
    entry.attributes().applyTo(to);
  }
}
