package io.reinstate.snapshot.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.FilePatterns;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.database.product.DumpFormat;
import io.reinstate.git.Revision;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.tree.FileAttributes;
import io.reinstate.tree.FileState;
import io.reinstate.tree.FileType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is in a snapshot: {@code manifest.json}.
 *
 * @param format version of this format
 * @param about what a list of snapshots shows; it comes first, so that a list need not read on
 * @param databases their dumps, in the order of the catalog; they come second, for the list shows
 *     them too. Left out when there are none
 * @param archive the file with the content
 * @param frames the parts of the archive, in order
 * @param entries every file, directory and link, by path
 */
public record Manifest(
    int format,
    About about,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Dump> databases,
    Archive archive,
    List<Frame> frames,
    List<Entry> entries) {

  public static final int FORMAT = 1;
  public static final String FULL = "full";

  public Manifest {
    databases = databases == null ? List.of() : databases;
  }

  /**
   * What a list of snapshots shows.
   *
   * @param type {@code full}: every frame is in this snapshot's own archive
   * @param stepKey the step of a process that took it
   * @param files number of regular files and links
   * @param size bytes of content, before compression, and of the dumps
   * @param release what it was built from, when it is no copy of the live tree
   * @param patterns what the catalog called managed files then
   * @param data what it called customers' data; absent when that is not in the snapshot
   * @param toggles the values they had, where somebody could tell. Left out when there are none
   */
  public record About(
      SnapshotId id,
      ApplicationId application,
      SnapshotLabel label,
      Instant created,
      String type,
      Optional<String> stepKey,
      int files,
      long size,
      Optional<Revision> revision,
      Optional<BuiltFrom> release,
      FilePatterns patterns,
      Optional<List<String>> data,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<ToggleId, String> toggles,
      List<String> warnings) {

    public About {
      toggles = toggles == null ? Map.of() : toggles;
    }
  }

  /**
   * Where a release came from. It narrows what restoring it removes.
   *
   * @param commit the full id
   * @param artifacts patterns of what the build makes
   * @param recipe the same for builds that were made in the same way
   */
  public record BuiltFrom(String commit, List<String> artifacts, String recipe) {

    public BuiltFrom {
      artifacts = List.copyOf(artifacts);
    }
  }

  /**
   * The dump of one database: by {@code pg_dump --format=custom}, or a SQLite file.
   *
   * @param file its path in the directory of the snapshot
   * @param size bytes of the file
   * @param sha256 of the file
   * @param schema the version of the schema, as the catalog's query told it
   * @param server product and version
   * @param taken when dumping began
   */
  public record Dump(
      DatabaseId database,
      String file,
      DumpFormat format,
      long size,
      String sha256,
      Optional<String> schema,
      String server,
      Instant taken) {

    public static final String DIRECTORY = "databases";

    /** The path of a dump of that database. */
    public static String file(DatabaseId database, DumpFormat format) {
      var suffix = format == DumpFormat.SQLITE ? ".sqlite" : ".dump";
      return DIRECTORY + "/" + database + suffix;
    }
  }

  /**
   * The archive: a POSIX pax tar in zstd frames (RFC 8878).
   *
   * @param length bytes
   */
  public record Archive(String name, long length, String sha256) {}

  /**
   * A part of the archive that is unpacked on its own.
   *
   * @param snapshot the earlier snapshot whose archive holds it; absent: this one's
   * @param offset where it starts in the archive, in bytes
   * @param length bytes in the archive
   * @param size bytes when unpacked
   * @param sha256 of the bytes in the archive
   */
  record Frame(Optional<SnapshotId> snapshot, long offset, int length, int size, String sha256) {}

  /**
   * Where the content of a file starts. It goes on in the next frames.
   *
   * @param frame index in the list of frames
   * @param offset bytes into that frame when unpacked
   */
  public record Content(int frame, int offset) {}

  /**
   * One path.
   *
   * @param path relative to the home directory, names separated by {@code /}
   * @param mode permission bits, four octal digits
   * @param modified to the nanosecond
   * @param size bytes of content, 0 for what is no regular file
   * @param sha256 of the content of a regular file
   * @param target of a symbolic link
   * @param content absent for what has none
   * @param implied the directory matches no pattern and is here because something in it does: it is
   *     created where it is missing, and otherwise left alone
   */
  public record Entry(
      String path,
      FileType type,
      String mode,
      String owner,
      String group,
      Instant modified,
      long size,
      Optional<String> sha256,
      Optional<String> target,
      Optional<Content> content,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean implied) {

    public Entry {
      new FileAttributes(mode, owner, group, modified);
    }

    public static Entry of(FileState state, boolean implied) {
      var attributes = state.attributes();
      return new Entry(
          state.path(),
          state.type(),
          attributes.mode(),
          attributes.owner(),
          attributes.group(),
          attributes.modified(),
          state.size(),
          Optional.empty(),
          state.target(),
          Optional.empty(),
          implied);
    }

    public Entry with(String sum, Optional<Content> place) {
      return new Entry(
          path, type, mode, owner, group, modified, size, Optional.of(sum), target, place, implied);
    }

    public FileAttributes attributes() {
      return new FileAttributes(mode, owner, group, modified);
    }
  }
}
