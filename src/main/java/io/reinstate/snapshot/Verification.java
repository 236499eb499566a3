package io.reinstate.snapshot;

import io.reinstate.ReinstateException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Looks at one snapshot's files and collects what is wrong. */
final class Verification {

  private final SnapshotDirectory directory;
  private final boolean deep;
  private final List<String> problems = new ArrayList<>();
  private int frames;
  private long length;

  Verification(SnapshotDirectory directory, boolean deep) {
    this.directory = directory;
    this.deep = deep;
  }

  Integrity result() {
    try {
      checksums();
      var manifest = directory.manifest();
      frames = manifest.frames().size();
      archive(manifest);
      if (deep && problems.isEmpty()) {
        contents(manifest);
      }
    } catch (ReinstateException e) {
      problems.add(e.getMessage());
    } catch (IOException e) {
      problems.add("It cannot be read: " + Because.of(e));
    }
    return new Integrity(directory.id(), deep, frames, length, problems);
  }

  private void checksums() throws IOException {
    var state = directory.checksums().get(SnapshotDirectory.STATE);
    var file = directory.path().resolve(SnapshotDirectory.STATE);
    if (state != null && !state.equals(Sha256.of(file))) {
      problems.add("Its state.json does not match its checksum");
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
