package io.reinstate.snapshot.store;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.database.Databases;
import io.reinstate.git.Revisions;
import io.reinstate.host.Host;
import io.reinstate.snapshot.DumpNotInSnapshot;
import io.reinstate.snapshot.Integrity;
import io.reinstate.snapshot.InvalidSnapshotName;
import io.reinstate.snapshot.RestoreRefused;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotCorrupt;
import io.reinstate.snapshot.SnapshotFailed;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.SnapshotNotFound;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.StableMark;
import io.reinstate.snapshot.archive.FrameReader;
import io.reinstate.snapshot.archive.Manifest;
import io.reinstate.snapshot.archive.SnapshotDirectory;
import io.reinstate.storage.Durable;
import io.reinstate.storage.Json;
import io.reinstate.storage.StepKey;
import io.reinstate.tree.FailureReason;
import io.reinstate.tree.FileType;
import io.reinstate.tree.Patterns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * The store of snapshots: one directory each, {@code <application>/<label>-<time>/}, with {@code
 * manifest.json}, {@code manifest.sha256} ({@code sha256sum -c} reads it), {@code files.tar.zst}
 * ({@code tar --zstd -xf} reads it), {@code databases/}, {@code state.json} and, when marked,
 * {@code stable.json}. There is no index: the directories are the truth, and a directory under its
 * final name is whole.
 */
@Component
public final class Snapshots {

  private final SnapshotSettings settings;
  private final SnapshotWriter writer;
  private final Databases databases;
  private final Clock clock;

  public Snapshots(SnapshotSettings settings, Host host, Revisions revisions, Clock clock) {
    this.settings = settings;
    this.databases = new Databases(host);
    this.writer = new SnapshotWriter(settings, host, databases, revisions, clock);
    this.clock = clock;
  }

  /**
   * Dumps the databases one after another, then copies the managed files, all while the application
   * serves. The files come last, so that those a dumped row speaks of are there, unless they were
   * deleted meanwhile. A second call takes a second snapshot.
   *
   * @throws SnapshotFailed when a database cannot be dumped, or a file cannot be read, is a pipe,
   *     socket or device, or keeps changing; nothing is left behind then
   */
  public Snapshot take(Application application, SnapshotLabel label) {
    return writer.write(application, label, Optional.empty()).summary();
  }

  /**
   * Like {@link #take(Application, SnapshotLabel)}, once per step: a second call with the same key
   * returns the snapshot of the first, and removes what a run that died left behind.
   *
   * @param stepKey {@code <process instance>-<activity>}
   * @throws InvalidSnapshotName when the key has other characters than such keys have
   */
  public Snapshot take(Application application, SnapshotLabel label, String stepKey) {
    return once(application, stepKey, () -> writer.write(application, label, Optional.of(stepKey)));
  }

  private Snapshot once(
      Application application, String stepKey, Supplier<SnapshotDirectory> snapshot) {
    writer.removeLeftovers(application.id(), StepKey.check(stepKey));
    return directories(application.id()).stream()
        .filter(directory -> takenBy(directory, stepKey))
        .findFirst()
        .orElseGet(snapshot)
        .summary();
  }

  /**
   * Like {@link #take(Application, SnapshotLabel, String)}, of the managed files alone: no database
   * is dumped and no customers' file is read, so it takes no longer than the files do, and works
   * while a database is away.
   */
  public Snapshot takeFiles(Application application, SnapshotLabel label, String stepKey) {
    return once(
        application, stepKey, () -> writer.writeFiles(application, label, Optional.of(stepKey)));
  }

  /**
   * Keeps a release that was built beside the live tree, as a snapshot with the label {@code
   * release}: its tracked files and its artifacts, as far as they are managed and no data, as files
   * of the owner of the home directory. Restoring it touches nothing else. Once per step and
   * release, like {@link #take(Application, SnapshotLabel, String)}.
   *
   * @throws SnapshotFailed when a pattern of artifacts matches no file, or for the reasons of
   *     {@link #take(Application, SnapshotLabel)}
   */
  public Snapshot keep(Application application, BuiltTree built, String stepKey) {
    writer.removeLeftovers(application.id(), StepKey.check(stepKey));
    var commit = built.revision().commit();
    return directories(application.id()).stream()
        .filter(directory -> takenBy(directory, stepKey))
        .filter(directory -> isBuiltFrom(directory, commit, built.recipe()))
        .findFirst()
        .orElseGet(() -> writer.write(application, built, stepKey))
        .summary();
  }

  /** The newest snapshot that is undamaged and was built from that commit in that way. */
  public Optional<Snapshot> built(ApplicationId application, String commit, String recipe) {
    return list(application).stream()
        .filter(snapshot -> snapshot.id().label().equals(SnapshotLabel.RELEASE))
        .filter(snapshot -> isBuiltFrom(directory(snapshot.id()), commit, recipe))
        .filter(snapshot -> verify(snapshot.id()).problems().isEmpty())
        .findFirst();
  }

  private static boolean isBuiltFrom(SnapshotDirectory directory, String commit, String recipe) {
    return directory
        .about()
        .release()
        .filter(release -> release.commit().equals(commit) && release.recipe().equals(recipe))
        .isPresent();
  }

  private static boolean takenBy(SnapshotDirectory directory, String stepKey) {
    try {
      return directory.about().stepKey().filter(stepKey::equals).isPresent();
    } catch (SnapshotCorrupt e) {
      return false;
    }
  }

  /**
   * All snapshots of an application, the newest first. Reads the beginning of each manifest and
   * verifies nothing; what cannot be read is left out here and told by {@link #problems}.
   */
  public List<Snapshot> list(ApplicationId application) {
    var found = new ArrayList<Snapshot>();
    for (var directory : directories(application)) {
      try {
        found.add(directory.summary());
      } catch (SnapshotCorrupt e) {
        continue;
      }
    }
    found.sort(
        Comparator.comparing(Snapshot::created)
            .thenComparing(snapshot -> snapshot.id().name())
            .reversed());
    return found;
  }

  /** Why some snapshots of the application are not in the list, one text each. */
  public List<String> problems(ApplicationId application) {
    var problems = new ArrayList<String>();
    for (var directory : directories(application)) {
      try {
        directory.summary();
      } catch (SnapshotCorrupt e) {
        problems.add(e.getMessage());
      }
    }
    return problems;
  }

  /**
   * The snapshot of that name, unverified.
   *
   * @throws SnapshotNotFound with the names there are
   * @throws SnapshotCorrupt when it is there and cannot be read
   */
  public Snapshot find(SnapshotId id) {
    return directory(id).summary();
  }

  /**
   * Notes that a snapshot is known good. The first mark stands: a second one, whoever makes it,
   * changes nothing and is no error.
   *
   * @param by who says so; not blank
   * @param reason why they think so
   */
  public Snapshot markStable(SnapshotId id, String by, String reason) {
    var directory = directory(id);
    if (directory.stable().isEmpty()) {
      var mark = new StableMark(by, clock.instant().truncatedTo(ChronoUnit.MILLIS), reason);
      write(directory, mark);
    }
    return directory.summary();
  }

  private static void write(SnapshotDirectory directory, StableMark mark) {
    try {
      var file = directory.path().resolve(SnapshotDirectory.STABLE);
      Durable.write(file, Json.MAPPER.writeValueAsBytes(mark));
    } catch (IOException e) {
      throw new SnapshotFailed(
          "The snapshot could not be marked: " + FailureReason.of(e),
          "snapshot " + directory.id(),
          "Remove the cause, then mark it again.",
          e);
    }
  }

  /** The newest snapshot, by when it was taken, that is marked stable. */
  public Optional<Snapshot> latestStable(ApplicationId application) {
    return list(application).stream().filter(each -> each.stable().isPresent()).findFirst();
  }

  /**
   * Looks whether a snapshot still is what was written: the manifest and the state by their
   * checksums, the archive by length, frames and SHA-256, the dumps by length and SHA-256. Reads
   * all of it once (about 1 GB a second from memory).
   */
  public Integrity verify(SnapshotId id) {
    return new Verification(directory(id), databases, false).result();
  }

  /**
   * Like {@link #verify}, and unpacks every file in it and compares its SHA-256, and lists every
   * dump.
   */
  public Integrity verifyDeeply(SnapshotId id) {
    return new Verification(directory(id), databases, true).result();
  }

  /** Bytes of the longest file that {@link #text} reads. */
  public static final long LONGEST_TEXT = 256 * 1024;

  /**
   * The content of a file as UTF-8; empty where the snapshot does not have it, or not as a regular
   * file.
   *
   * @throws SnapshotNotFound when there is no such snapshot
   * @throws SnapshotCorrupt when it is damaged, or the file longer than {@link #LONGEST_TEXT}
   */
  public Optional<String> text(SnapshotId id, String path) {
    var directory = directory(id);
    var manifest = directory.manifest();
    return manifest.entries().stream()
        .filter(entry -> entry.path().equals(path) && entry.type() == FileType.FILE)
        .findFirst()
        .map(entry -> text(directory, manifest, entry));
  }

  private static String text(SnapshotDirectory directory, Manifest manifest, Manifest.Entry entry) {
    if (entry.size() > LONGEST_TEXT) {
      throw new SnapshotCorrupt(directory.id(), "«" + entry.path() + "» is too long to be shown");
    }
    try (var reader = new FrameReader(directory, manifest)) {
      var content = new ByteArrayOutputStream();
      reader.copy(entry, content);
      return content.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SnapshotCorrupt(directory.id(), "Its archive cannot be read: " + e.getMessage());
    }
  }

  /**
   * Which of these patterns match no file and no link of a snapshot, in their order.
   *
   * @throws SnapshotNotFound when there is no such snapshot
   * @throws SnapshotCorrupt when its manifest is damaged
   */
  public List<String> unmatched(SnapshotId id, List<String> patterns) {
    var leaves =
        directory(id).manifest().entries().stream()
            .filter(entry -> entry.type().isLeaf())
            .map(Manifest.Entry::path)
            .toList();
    return Patterns.of(patterns).unmatched(leaves);
  }

  /**
   * Writes the managed files of a snapshot over a tree that nobody else uses, each compared with
   * its SHA-256; customers' data and databases stay out. Returns what was written, relative to the
   * root.
   *
   * @throws SnapshotNotFound when there is no such snapshot
   * @throws SnapshotCorrupt when it is damaged
   * @throws IOException when the tree cannot be written
   */
  public Set<String> extract(Application application, SnapshotId id, Path root) throws IOException {
    var directory = directory(id);
    var manifest = directory.manifest();
    requireSpace(manifest, root);
    var scope = RestoreScope.of(application, Selection.everything(), manifest).restores();
    return new Extraction(directory, manifest, scope).into(root);
  }

  private static void requireSpace(Manifest manifest, Path root) throws IOException {
    var needed = manifest.entries().stream().mapToLong(Manifest.Entry::size).sum();
    var usable = Files.getFileStore(root).getUsableSpace();
    if (needed > usable) {
      throw new FileSystemException(
          root.toString(),
          null,
          "its files take %,d bytes, and the disk has %,d".formatted(needed, usable));
    }
  }

  /**
   * The file with the dump of one database, its length and SHA-256 compared with the manifest, and
   * the manifest with its checksum. It belongs to the snapshot: read it, do not move it.
   *
   * @throws SnapshotNotFound when there is no such snapshot
   * @throws SnapshotCorrupt when manifest or dump is not what was written
   * @throws DumpNotInSnapshot when the snapshot holds none of that database
   */
  public Path dump(SnapshotId id, DatabaseId database) {
    return new Verification(directory(id), databases, false).dump(database);
  }

  /**
   * The values that toggles had when it was taken, its manifest compared with its checksum.
   *
   * @throws SnapshotNotFound when there is no such snapshot
   * @throws SnapshotCorrupt when its manifest is damaged
   */
  public Map<ToggleId, String> toggles(SnapshotId id) {
    return directory(id).manifest().about().toggles();
  }

  /**
   * The release that the link to the live one leads to in a snapshot, by the name of its directory.
   * Empty where it has no such link.
   *
   * @throws SnapshotNotFound when there is no such snapshot
   * @throws SnapshotCorrupt when its manifest is damaged
   */
  public Optional<String> release(Application application, SnapshotId id) {
    try {
      return new ReleaseLink(application, directory(id).manifest()).release();
    } catch (IOException e) {
      throw RestoreRefused.because(e, application, "The home directory cannot be read");
    }
  }

  /**
   * Why the whole application cannot go back to an undamaged snapshot: the release that it goes
   * back to is not kept any more. It begins with a verb.
   *
   * @throws SnapshotNotFound when there is no such snapshot
   * @throws SnapshotCorrupt when its manifest is damaged
   */
  public Optional<String> releaseGone(Application application, SnapshotId id) {
    try {
      return new ReleaseLink(application, directory(id).manifest()).problem();
    } catch (IOException e) {
      throw RestoreRefused.because(e, application, "The releases cannot be looked at");
    }
  }

  public SnapshotDirectory directory(SnapshotId id) {
    var path = settings.directory().resolve(id.application().value()).resolve(id.name());
    if (!Files.isDirectory(path)) {
      throw new SnapshotNotFound(id, list(id.application()));
    }
    return new SnapshotDirectory(id, path);
  }

  private List<SnapshotDirectory> directories(ApplicationId application) {
    var base = settings.directory().resolve(application.value());
    if (Files.notExists(base)) {
      return List.of();
    }
    var found = new ArrayList<SnapshotDirectory>();
    try (var paths = Files.newDirectoryStream(base, Files::isDirectory)) {
      for (var path : paths) {
        named(application, path.getFileName().toString())
            .ifPresent(id -> found.add(new SnapshotDirectory(id, path)));
      }
      return found;
    } catch (IOException e) {
      throw new SnapshotFailed(
          "The snapshots cannot be listed: " + FailureReason.of(e),
          base.toString(),
          "Check that the directory is there and that Reinstate may read it.",
          e);
    }
  }

  /** What is named otherwise is no snapshot: somebody's copy, or half of one. */
  private static Optional<SnapshotId> named(ApplicationId application, String name) {
    try {
      return Optional.of(new SnapshotId(application, name));
    } catch (InvalidSnapshotName e) {
      return Optional.empty();
    }
  }
}
