package io.reinstate.release;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.git.Revision;
import io.reinstate.host.Cancellation;
import io.reinstate.host.Command;
import io.reinstate.host.Host;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.store.BuiltTree;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.storage.StepKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.springframework.stereotype.Component;

/**
 * Makes snapshots of releases: checks one out beside everything live, builds it there by the
 * catalog's commands, and keeps the built tree. The live tree and the live repository are read and
 * never written to.
 */
@Component
public final class Builds {

  private static final Duration REMEMBERED = Duration.ofDays(30);

  private final Snapshots snapshots;
  private final ReleaseSettings settings;
  private final Host host;
  private final Clock clock;

  public Builds(Snapshots snapshots, ReleaseSettings settings, Host host, Clock clock) {
    this.snapshots = snapshots;
    this.settings = settings;
    this.host = host;
    this.clock = clock;
  }

  /**
   * The undamaged snapshot of a release that was built before in the way the catalog wants it
   * today; a change of commands, artifacts, managed files or data asks for a new one.
   */
  public Optional<SnapshotId> built(Application application, Release release) {
    if (application.keepsReleases()) {
      return KeptBuild.of(application, release)
          .flatMap(kept -> snapshots.built(application.id(), release.commit(), kept.recipe()))
          .map(Snapshot::id);
    }
    var recipe = Recipe.of(application, Releases.spec(application));
    return snapshots.built(application.id(), release.commit(), recipe).map(Snapshot::id);
  }

  /**
   * The snapshot of a release, with the label {@code release}. One that was built before is
   * returned at once; a second run after a crash deletes what the first one left and builds anew.
   * The output of the commands is in {@link #log}, from the first line on while they run.
   *
   * <p>The commit with its submodules is written to a directory below {@code
   * reinstate.releases.directory}, with a git repository of its own that borrows the live one's
   * objects; no hook and no filter runs. The commands run there one after the other. Then every
   * pattern of artifacts has to match a file. The snapshot's warnings name what git would have done
   * otherwise: LFS pointers, filters.
   *
   * <p>Where releases are kept side by side nothing is built: the snapshot holds the link alone,
   * which leads to the last one that was deployed of that commit.
   *
   * @param stepKey {@code <process instance>-<activity>}
   * @throws ReleaseNotFound when the catalog has no releases for the application, or no release of
   *     that commit is kept
   * @throws BuildFailed when it cannot be checked out, or a command ends with an error; the last
   *     lines of its output are in the message
   * @throws io.reinstate.host.CommandTimedOut when a command takes longer than it may
   * @throws io.reinstate.host.EarlierRunLives when a command that an earlier run left does not end
   * @throws io.reinstate.snapshot.SnapshotFailed when artifacts are missing, or the tree cannot be
   *     kept
   */
  public SnapshotId build(Application application, Release release, String stepKey) {
    if (application.keepsReleases()) {
      return link(application, release, stepKey);
    }
    var recipe = Recipe.of(application, Releases.spec(application));
    return build(application, new Source(release.revision(), Optional.empty(), recipe), stepKey);
  }

  /**
   * Goes on only where a release of that commit can be gone back to without a build, or can be
   * built.
   *
   * @throws ReleaseNotFound with the releases that are kept, when none is of that commit
   */
  public void requireKept(Application application, Release release) {
    if (application.keepsReleases()) {
      KeptBuild.required(application, release);
    }
  }

  private SnapshotId link(Application application, Release release, String stepKey) {
    var area = area(application, stepKey);
    var kept = KeptBuild.required(application, release);
    try {
      area.forget(clock.instant().minus(REMEMBERED));
      area.create();
      Files.createDirectory(area.tree());
      try (var log = open(area.log())) {
        log.println(release.describe() + ", " + release.commit());
        log.println("Nothing is built: it is kept in " + kept.release().path());
      }
      return snapshots.keep(application, kept.in(area.tree()), area.key()).id();
    } catch (IOException e) {
      throw failed("The link to " + kept.release().path() + " could not be made: " + e, area, e);
    } finally {
      clear(area);
    }
  }

  /**
   * The undamaged snapshot that was made of another one with its artifacts, if there is one that
   * was made in the way the catalog wants it today.
   */
  public Optional<SnapshotId> completed(Application application, SnapshotId incomplete) {
    return snapshots
        .find(incomplete)
        .revision()
        .flatMap(
            revision ->
                snapshots.built(
                    application.id(), revision.commit(), recipe(application, incomplete)))
        .map(Snapshot::id);
  }

  /**
   * A snapshot of the managed files of another one and the artifacts that this one lacks, with the
   * label {@code release}. The commit the other one was taken at is checked out, its files are
   * written over that, and the commands of the catalog run there, as for {@link #build}; of a
   * second run the same holds.
   *
   * @param stepKey names the log
   * @throws BuildFailed like {@link #build}, and when nobody knows the commit
   */
  public SnapshotId complete(Application application, SnapshotId incomplete, String stepKey) {
    var revision =
        snapshots
            .find(incomplete)
            .revision()
            .orElseThrow(
                () ->
                    new BuildFailed(
                        "Nobody knows which commit the snapshot was taken at",
                        "snapshot " + incomplete,
                        "Nothing live was touched. Choose another snapshot."));
    var recipe = recipe(application, incomplete);
    return build(application, new Source(revision, Optional.of(incomplete), recipe), stepKey);
  }

  private static String recipe(Application application, SnapshotId incomplete) {
    return Recipe.of(application, Releases.spec(application)) + " over " + incomplete.name();
  }

  /**
   * What is built.
   *
   * @param over the snapshot whose files are written over those of the commit
   */
  private record Source(Revision revision, Optional<SnapshotId> over, String recipe) {}

  private SnapshotId build(Application application, Source source, String stepKey) {
    var area = area(application, stepKey);
    var built = snapshots.built(application.id(), source.revision().commit(), source.recipe());
    if (built.isPresent()) {
      clear(area);
      return built.get().id();
    }
    requireBeside(application, area);
    try {
      area.forget(clock.instant().minus(REMEMBERED));
      awaitEarlierRun(application, area);
      area.create();
      return buildIn(application, source, area);
    } catch (IOException e) {
      var release = source.revision().describe();
      throw failed("Release " + release + " could not be checked out: " + e, area, e);
    } finally {
      clear(area);
    }
  }

  /** A command that a killed Reinstate left would go on writing into the tree. */
  private void awaitEarlierRun(Application application, BuildArea area) {
    if (Files.exists(area.lock())) {
      var longest =
          Releases.spec(application).build().stream()
              .map(CommandSpec::timeout)
              .max(Duration::compareTo)
              .orElse(Duration.ZERO);
      host.run(Command.waitingFor(area.lock(), area.base(), longest));
    }
  }

  private SnapshotId buildIn(Application application, Source source, BuildArea area)
      throws IOException {
    var spec = Releases.spec(application);
    var checkout = new Checkout();
    var files = new TreeSet<String>();
    try (var log = open(area.log())) {
      log.println(source.revision().describe() + ", " + source.revision().commit());
      var commit = ObjectId.fromString(source.revision().commit());
      checkout.write(spec.repository(), commit, application.user(), area.tree());
      files.addAll(checkout.tracked());
      log.println(files.size() + " files checked out");
      if (source.over().isPresent()) {
        var written = snapshots.extract(application, source.over().get(), area.tree());
        files.addAll(written);
        log.println(written.size() + " files of snapshot " + source.over().get().name());
      }
      area.handOver();
      new LoggedCommands(host, application.user(), "the build", Builds::failed)
          .run(spec.build(), area.tree(), area.lock(), area.log(), log);
    }
    Cancellation.check();
    var tree =
        new BuiltTree(
            area.tree(),
            source.revision(),
            files,
            spec.artifacts(),
            source.recipe(),
            checkout.warnings());
    return snapshots.keep(application, tree, area.key()).id();
  }

  private static BuildFailed failed(String what, String where, String next) {
    return new BuildFailed(what, where, "Nothing live was touched. " + next);
  }

  private static BuildFailed failed(String what, BuildArea area, IOException cause) {
    return new BuildFailed(
        what,
        area.tree().toString(),
        "Nothing live was touched. Remove the cause, then try again.",
        cause);
  }

  /** What the commands of a build printed, flushed line by line; kept for 30 days. */
  public Path log(Application application, String stepKey) {
    return area(application, stepKey).log();
  }

  private static PrintWriter open(Path log) throws IOException {
    Files.deleteIfExists(log);
    return LoggedCommands.open(log);
  }

  private static void requireBeside(Application application, BuildArea area) {
    var home = application.home().toAbsolutePath().normalize();
    if (area.base().startsWith(home)) {
      throw new BuildFailed(
          "Releases would be built inside the home directory",
          area.base().toString(),
          "Set reinstate.releases.directory to a directory outside of " + home + ".");
    }
  }

  private BuildArea area(Application application, String stepKey) {
    var base = settings.directory().resolve(application.id().value());
    return new BuildArea(base, StepKey.check(stepKey), application.user());
  }

  /** What cannot be deleted now is deleted by the next run, or after 30 days. */
  private static void clear(BuildArea area) {
    try {
      area.clear();
    } catch (IOException e) {
      return;
    }
  }
}
