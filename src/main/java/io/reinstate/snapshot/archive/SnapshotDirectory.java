package io.reinstate.snapshot.archive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotCorrupt;
import io.reinstate.snapshot.SnapshotDatabase;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.StableMark;
import io.reinstate.snapshot.archive.Manifest.About;
import io.reinstate.snapshot.archive.Manifest.Dump;
import io.reinstate.storage.Json;
import io.reinstate.storage.Sha256;
import io.reinstate.tree.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The directory of one snapshot and the files in it.
 *
 * @param id the snapshot's name
 * @param path where it is
 */
public record SnapshotDirectory(SnapshotId id, Path path) {

  public static final String MANIFEST = "manifest.json";
  public static final String CHECKSUMS = "manifest.sha256";
  public static final String ARCHIVE = "files.tar.zst";
  public static final String STATE = "state.json";
  public static final String STABLE = "stable.json";

  /** What a list shows. Reads the beginning of the manifest only, and verifies nothing. */
  public Snapshot summary() {
    var head = head();
    var about = head.about();
    return new Snapshot(
        id,
        about.created(),
        about.files(),
        about.size(),
        about.revision(),
        databases(head.databases()),
        about.toggles(),
        about.data().isPresent(),
        stable(),
        about.warnings());
  }

  private Map<DatabaseId, SnapshotDatabase> databases(List<Dump> dumps) {
    var found = new LinkedHashMap<DatabaseId, SnapshotDatabase>();
    for (var dump : dumps) {
      ManifestCheck.check(id, dump);
      found.put(
          dump.database(),
          new SnapshotDatabase(
              dump.database(),
              file(dump),
              dump.size(),
              dump.schema(),
              dump.format(),
              dump.server(),
              dump.taken()));
    }
    return found;
  }

  /** Where a dump is. */
  public Path file(Dump dump) {
    return path.resolve(dump.file());
  }

  /** The beginning of the manifest. */
  public About about() {
    return head().about();
  }

  private record Head(About about, List<Dump> databases) {}

  private Head head() {
    try (var in = Files.newInputStream(path.resolve(MANIFEST));
        var parser = Json.MAPPER.createParser(in)) {
      seekAbout(parser);
      var about = parser.readValueAs(About.class);
      if (about == null || !id.equals(about.id()) || about.created() == null) {
        throw new SnapshotCorrupt(id, "Its manifest is that of another snapshot");
      }
      return new Head(about, dumps(parser));
    } catch (IOException e) {
      throw unreadable(MANIFEST, e);
    }
  }

  /** They come right after what it is about, or there are none. */
  private static List<Dump> dumps(JsonParser parser) throws IOException {
    if (parser.nextToken() == JsonToken.FIELD_NAME && parser.currentName().equals("databases")) {
      parser.nextToken();
      var dumps = parser.readValueAs(Dump[].class);
      return dumps == null ? List.of() : Arrays.asList(dumps);
    }
    return List.of();
  }

  private void seekAbout(JsonParser parser) throws IOException {
    parser.nextToken();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      if (name.equals("format")) {
        requireFormat(parser.getIntValue());
      } else if (name.equals("about")) {
        return;
      } else {
        parser.skipChildren();
      }
    }
    throw new SnapshotCorrupt(id, "Its manifest does not say what it is");
  }

  private void requireFormat(int format) {
    if (format != Manifest.FORMAT) {
      throw new SnapshotCorrupt(
          id,
          "Its manifest has the format " + format + ", this Reinstate reads " + Manifest.FORMAT);
    }
  }

  /** The manifest, whole, its checksum verified and its content doubted. */
  public Manifest manifest() {
    try {
      var bytes = Files.readAllBytes(path.resolve(MANIFEST));
      if (!Sha256.of(bytes).equals(checksums().get(MANIFEST))) {
        throw new SnapshotCorrupt(id, "Its manifest does not match its checksum");
      }
      about();
      var manifest = Json.MAPPER.readValue(bytes, Manifest.class);
      ManifestCheck.check(id, manifest);
      return manifest;
    } catch (IOException e) {
      throw unreadable(MANIFEST, e);
    }
  }

  /** The lines of {@code manifest.sha256}, in the format of {@code sha256sum}: sum by file. */
  public Map<String, String> checksums() {
    try {
      var sums = new LinkedHashMap<String, String>();
      for (var line : Files.readAllLines(path.resolve(CHECKSUMS))) {
        var parts = line.split(" [ *]", 2);
        if (parts.length == 2) {
          sums.put(parts[1], parts[0]);
        }
      }
      return sums;
    } catch (IOException e) {
      throw unreadable(CHECKSUMS, e);
    }
  }

  public Optional<StableMark> stable() {
    try {
      var bytes = Files.readAllBytes(path.resolve(STABLE));
      return Optional.of(Json.MAPPER.readValue(bytes, StableMark.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(STABLE, e);
    }
  }

  public Path archive() {
    return path.resolve(ARCHIVE);
  }

  private SnapshotCorrupt unreadable(String file, IOException e) {
    return new SnapshotCorrupt(id, "Its " + file + " cannot be read: " + FailureReason.of(e), e);
  }
}
