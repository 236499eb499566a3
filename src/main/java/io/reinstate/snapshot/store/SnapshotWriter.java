package io.reinstate.snapshot.store;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.database.Databases;
import io.reinstate.git.Revision;
import io.reinstate.git.Revisions;
import io.reinstate.host.Host;
import io.reinstate.host.Interrupted;
import io.reinstate.snapshot.SnapshotFailed;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.archive.ArchiveWriter.ChangedWhileRead;
import io.reinstate.snapshot.archive.ArchiveWriter.Contents;
import io.reinstate.snapshot.archive.Manifest;
import io.reinstate.snapshot.archive.Manifest.About;
import io.reinstate.snapshot.archive.Manifest.Archive;
import io.reinstate.snapshot.archive.Manifest.BuiltFrom;
import io.reinstate.snapshot.archive.Manifest.Dump;
import io.reinstate.snapshot.archive.SnapshotDirectory;
import io.reinstate.storage.Durable;
import io.reinstate.storage.Json;
import io.reinstate.storage.Sha256;
import io.reinstate.toggle.Toggles;
import io.reinstate.tree.FailureReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Takes one snapshot: written beside under a temporary name, synced, then renamed. */
final class SnapshotWriter {

  private static final String TEMPORARY = ".tmp-";
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final SnapshotSettings settings;
  private final MachineStateReader machine;
  private final Dumps dumps;
  private final Toggles toggles;
  private final Revisions revisions;
  private final Clock clock;

  SnapshotWriter(
      SnapshotSettings settings, Host host, Databases databases, Revisions revisions, Clock clock) {
    this.dumps = new Dumps(databases, clock);
    this.settings = settings;
    this.toggles = new Toggles(host);
    this.machine = new MachineStateReader(host);
    this.revisions = revisions;
    this.clock = clock;
  }

  /** Removes what an earlier run of the step left behind. */
  void removeLeftovers(ApplicationId application, String key) {
    try {
      remove(
          settings.directory().resolve(application.value()),
          left -> isOf(key, left.getFileName().toString()));
    } catch (IOException e) {
      throw failed(application, e);
    }
  }

  SnapshotDirectory write(Application application, SnapshotLabel label, Optional<String> key) {
    return write(application, label, key, Optional.empty(), true);
  }

  /** Writes a snapshot without databases, customers' data and values of toggles. */
  SnapshotDirectory writeFiles(Application application, SnapshotLabel label, Optional<String> key) {
    return write(application.withoutDataInSnapshots(), label, key, Optional.empty(), false);
  }

  /** Writes a snapshot of a tree that was built elsewhere. */
  SnapshotDirectory write(Application application, BuiltTree built, String key) {
    return write(application, SnapshotLabel.RELEASE, Optional.of(key), Optional.of(built), false);
  }

  private SnapshotDirectory write(
      Application application,
      SnapshotLabel label,
      Optional<String> key,
      Optional<BuiltTree> built,
      boolean whole) {
    var base = settings.directory().resolve(application.id().value());
    // Every run has a name of its own, so that none removes what another one writes.
    var temporary = base.resolve(TEMPORARY + key.orElse("") + "+" + UUID.randomUUID());
    try {
      Durable.createDirectories(base);
      removeAbandoned(base);
      Durable.delete(temporary);
      Durable.createDirectories(temporary);
      var id = write(application, label, key, built, whole, temporary);
      Durable.rename(temporary, base.resolve(id.name()));
      Durable.sync(base);
      return new SnapshotDirectory(id, base.resolve(id.name()));
    } catch (IOException e) {
      throw discarding(temporary, failed(application.id(), e));
    } catch (ReinstateException | Interrupted e) {
      throw discarding(temporary, e);
    }
  }

  /** A key has no «+». */
  private static boolean isOf(String key, String name) {
    return name.equals(TEMPORARY + key) || name.startsWith(TEMPORARY + key + "+");
  }

  /** What nobody came back for within a day. */
  private void removeAbandoned(Path base) throws IOException {
    var day = clock.instant().minus(ABANDONED);
    remove(base, left -> Files.getLastModifiedTime(left).toInstant().isBefore(day));
  }

  private static void remove(Path base, DirectoryStream.Filter<Path> wanted) throws IOException {
    if (Files.isDirectory(base)) {
      try (var left =
          Files.newDirectoryStream(
              base,
              path -> path.getFileName().toString().startsWith(TEMPORARY) && wanted.accept(path))) {
        for (var each : left) {
          Durable.delete(each);
        }
      }
    }
  }

  private SnapshotId write(
      Application application,
      SnapshotLabel label,
      Optional<String> key,
      Optional<BuiltTree> built,
      boolean whole,
      Path temporary)
      throws IOException {
    var id = freeId(application.id(), label);
    var dumped = whole ? dumps.write(application, temporary) : List.<Dump>of();
    var warnings = new ArrayList<String>();
    var contents = archive(application, built, temporary, warnings);
    warnings.addAll(contents.warnings());
    built.map(BuiltTree::warnings).ifPresent(warnings::addAll);
    var revision =
        built.isPresent() ? built.map(BuiltTree::revision) : revision(application, warnings);
    var logs =
        label.equals(SnapshotLabel.PRE_ROLLBACK)
            ? new RecentLogs(application, temporary, warnings).write()
            : Map.<String, String>of();
    var values = whole ? toggles(application, warnings) : Map.<ToggleId, String>of();
    var manifest =
        manifest(id, key, dumped, contents, application, built, revision, values, warnings);
    var state = machine.read(application, manifest.about(), dumped);
    seal(temporary, manifest, Json.MAPPER.writeValueAsBytes(state), logs);
    return id;
  }

  private ManagedFiles files(Application application, Optional<BuiltTree> built)
      throws IOException {
    return built.isPresent()
        ? ManagedFiles.built(application, built.get(), settings.directory())
        : ManagedFiles.of(application, settings.directory());
  }

  /** Two snapshots of the same millisecond get different names. */
  private SnapshotId freeId(ApplicationId application, SnapshotLabel label) {
    var time = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var id = SnapshotId.of(application, label, time);
    while (Files.exists(settings.directory().resolve(id.toString()))) {
      time = time.plusMillis(1);
      id = SnapshotId.of(application, label, time);
    }
    return id;
  }

  private Contents archive(
      Application application, Optional<BuiltTree> built, Path temporary, List<String> warnings)
      throws IOException {
    try (var files = files(application, built)) {
      var contents = archive(files, temporary.resolve(SnapshotDirectory.ARCHIVE));
      warnings.addAll(files.warnings());
      return contents;
    }
  }

  /** A file that changes meanwhile is given one more chance. */
  private static Contents archive(ManagedFiles files, Path archive) throws IOException {
    try {
      return files.pack(archive);
    } catch (ChangedWhileRead e) {
      Files.delete(archive);
      return files.lookAgain().pack(archive);
    }
  }

  private Optional<Revision> revision(Application application, List<String> warnings) {
    try {
      return revisions.live(application);
    } catch (ReinstateException e) {
      warnings.add("The git revision is unknown. " + e.getMessage());
      return Optional.empty();
    }
  }

  /** What nobody can tell is left out, with a warning. */
  private Map<ToggleId, String> toggles(Application application, List<String> warnings) {
    var values = new TreeMap<ToggleId, String>();
    for (var id : application.toggles().keySet()) {
      try {
        toggles.state(application, id).value().ifPresent(value -> values.put(id, value));
      } catch (ReinstateException e) {
        warnings.add("How toggle " + id + " stands is unknown. " + e.getMessage());
      }
    }
    return values;
  }

  private static Manifest manifest(
      SnapshotId id,
      Optional<String> key,
      List<Dump> dumps,
      Contents contents,
      Application application,
      Optional<BuiltTree> built,
      Optional<Revision> revision,
      Map<ToggleId, String> toggles,
      List<String> warnings) {
    var entries = contents.entries();
    var about =
        new About(
            id,
            id.application(),
            id.label(),
            id.created(),
            Manifest.FULL,
            key,
            (int) entries.stream().filter(entry -> entry.type().isLeaf()).count(),
            entries.stream().mapToLong(Manifest.Entry::size).sum()
                + dumps.stream().mapToLong(Dump::size).sum(),
            revision,
            built.map(SnapshotWriter::origin),
            application.files(),
            built.isEmpty() && application.state().data()
                ? Optional.of(application.data())
                : Optional.empty(),
            toggles,
            List.copyOf(warnings));
    var written = contents.written();
    var archive = new Archive(SnapshotDirectory.ARCHIVE, written.length(), written.sha256());
    return new Manifest(Manifest.FORMAT, about, dumps, archive, written.frames(), entries);
  }

  private static BuiltFrom origin(BuiltTree built) {
    return new BuiltFrom(built.revision().commit(), built.artifacts(), built.recipe());
  }

  private static void seal(
      Path temporary, Manifest described, byte[] state, Map<String, String> logs)
      throws IOException {
    var manifest = Json.MAPPER.writeValueAsBytes(described);
    var dumps = described.databases().stream().map(dump -> line(dump.sha256(), dump.file()));
    var sums =
        line(Sha256.of(manifest), SnapshotDirectory.MANIFEST)
            + line(described.archive().sha256(), SnapshotDirectory.ARCHIVE)
            + line(Sha256.of(state), SnapshotDirectory.STATE)
            + dumps.collect(Collectors.joining())
            + logs.entrySet().stream()
                .map(log -> line(log.getValue(), log.getKey()))
                .collect(Collectors.joining());
    Durable.sync(temporary.resolve(SnapshotDirectory.ARCHIVE));
    Durable.write(temporary.resolve(SnapshotDirectory.STATE), state);
    Durable.write(temporary.resolve(SnapshotDirectory.MANIFEST), manifest);
    Durable.write(
        temporary.resolve(SnapshotDirectory.CHECKSUMS), sums.getBytes(StandardCharsets.UTF_8));
  }

  private static String line(String sum, String file) {
    return sum + "  " + file + "\n";
  }

  private static SnapshotFailed failed(ApplicationId application, IOException e) {
    return new SnapshotFailed(
        "The snapshot could not be taken: " + FailureReason.of(e),
        "application " + application,
        e instanceof ChangedWhileRead
            ? "Stop what writes to it, or exclude the file from the managed files, then try again."
            : "Remove the cause, then try again; nothing was left behind.",
        e);
  }

  private static RuntimeException discarding(Path temporary, RuntimeException reason) {
    try {
      Durable.delete(temporary);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
    return reason;
  }
}
