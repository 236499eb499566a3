package io.reinstate.snapshot.store;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.database.Databases;
import io.reinstate.snapshot.DumpNotInSnapshot;
import io.reinstate.snapshot.Integrity;
import io.reinstate.snapshot.SnapshotCorrupt;
import io.reinstate.snapshot.archive.FrameReader;
import io.reinstate.snapshot.archive.Manifest;
import io.reinstate.snapshot.archive.Manifest.Dump;
import io.reinstate.snapshot.archive.SnapshotDirectory;
import io.reinstate.storage.Sha256;
import io.reinstate.tree.FailureReason;
import io.reinstate.tree.FileType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks at one snapshot's files and collects what is wrong. */
final class Verification {

  /** Whatever else the sums name is looked at by the manifest, or is not ours. */
  private static final Pattern LOG = Pattern.compile("logs/[a-z0-9-]+\\.log");

  private final SnapshotDirectory directory;
  private final Databases databases;
  private final boolean deep;
  private final List<String> problems = new ArrayList<>();
  private int frames;
  private long length;

  Verification(SnapshotDirectory directory, Databases databases, boolean deep) {
    this.databases = databases;
    this.directory = directory;
    this.deep = deep;
  }

  Integrity result() {
    try {
      checksums();
      var manifest = directory.manifest();
      frames = manifest.frames().size();
      archive(manifest);
      for (var dump : manifest.databases()) {
        dump(dump);
      }
      if (deep && problems.isEmpty()) {
        contents(manifest);
      }
    } catch (ReinstateException e) {
      problems.add(e.getMessage());
    } catch (IOException e) {
      problems.add("It cannot be read: " + FailureReason.of(e));
    }
    return new Integrity(directory.id(), deep, frames, length, problems);
  }

  private void checksums() throws IOException {
    for (var sum : directory.checksums().entrySet()) {
      var name = sum.getKey();
      if (name.equals(SnapshotDirectory.STATE) || LOG.matcher(name).matches()) {
        var file = directory.path().resolve(name);
        if (!Files.exists(file)) {
          problems.add("Its " + name + " is not there");
        } else if (!sum.getValue().equals(Sha256.of(file))) {
          problems.add("Its " + name + " does not match its checksum");
        }
      }
    }
  }

  private void archive(Manifest manifest) throws IOException {
    var expected = manifest.archive();
    length = Files.size(directory.archive());
    if (length != expected.length()) {
      problems.add(
          "Its archive has %d bytes, its manifest says %d".formatted(length, expected.length()));
    } else if (!Sha256.of(directory.archive()).equals(expected.sha256())) {
      problems.add("Its archive does not match its checksum");
    }
  }

  private void dump(Dump dump) throws IOException {
    dumpProblem(dump)
        .ifPresent(problem -> problems.add("Its dump of " + dump.database() + " " + problem));
  }

  private Optional<String> dumpProblem(Dump dump) throws IOException {
    var file = directory.file(dump);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of("is not there");
    }
    var size = Files.size(file);
    if (size != dump.size()) {
      return Optional.of("has %d bytes, its manifest says %d".formatted(size, dump.size()));
    } else if (!Sha256.of(file).equals(dump.sha256())) {
      return Optional.of("does not match its checksum");
    }
    return deep
        ? databases.damage(file, dump.format()).map(why -> "cannot be read: " + why)
        : Optional.empty();
  }

  /** The dump of one database, and nothing else, is what was written. */
  Path dump(DatabaseId database) {
    try {
      var dumps = directory.manifest().databases();
      for (var dump : dumps) {
        if (dump.database().equals(database)) {
          dump(dump);
          new Integrity(directory.id(), deep, frames, length, problems).orFail();
          return directory.file(dump);
        }
      }
      throw new DumpNotInSnapshot(
          directory.id(), database, dumps.stream().map(Dump::database).toList());
    } catch (IOException e) {
      throw new SnapshotCorrupt(
          directory.id(), "Its dump of " + database + " cannot be read: " + FailureReason.of(e), e);
    }
  }

  private void contents(Manifest manifest) throws IOException {
    try (var reader = new FrameReader(directory, manifest)) {
      for (var entry : manifest.entries()) {
        if (entry.type() == FileType.FILE) {
          reader.copy(entry, OutputStream.nullOutputStream());
        }
      }
    }
  }
}
