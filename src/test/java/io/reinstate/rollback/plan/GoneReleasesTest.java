package io.reinstate.rollback.plan;

import static io.reinstate.runbook.KnownRunbooks.CODE_ROLLBACK;
import static io.reinstate.runbook.KnownRunbooks.EMERGENCY_ROLLBACK;
import static io.reinstate.runbook.KnownRunbooks.FULL_RESTORE;
import static io.reinstate.runbook.KnownRunbooks.MODULE_ROLLBACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.FilePatterns;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.ModuleSpec;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ServiceSpec;
import io.reinstate.git.Revisions;
import io.reinstate.host.LocalHost;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.RollbackRequest;
import io.reinstate.rollback.Runbook;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.storage.Durable;
import io.reinstate.tree.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of an application whose releases a deployment tool keeps, and deletes. */
class GoneReleasesTest {

  private static final ModuleId SETTINGS = new ModuleId("settings");
  private static final String COMMIT = "1".repeat(40);

  @TempDir Path directory;

  private final List<String> warnings = new ArrayList<>();
  private Path home;
  private Snapshots snapshots;
  private Snapshot older;
  private Snapshot newer;

  @BeforeEach
  void takeOneOfEachRelease() throws IOException {
    home = directory.toRealPath().resolve("shop");
    var clock = Clock.fixed(Instant.parse("2026-11-21T02:45:46.123Z"), ZoneOffset.UTC);
    var settings = new SnapshotSettings(directory.resolve("snapshots"));
    snapshots = new Snapshots(settings, new LocalHost(), new Revisions(), clock);
    Files.createDirectories(home.resolve("shared"));
    Files.writeString(home.resolve("shared/settings"), "A=1");
    for (var name : List.of("1", "2", "3")) {
      var release = Files.createDirectories(home.resolve("releases").resolve(name));
      Files.writeString(release.resolve("REVISION"), COMMIT);
    }
    lead("1");
    older = stable();
    lead("2");
    newer = stable();
    lead("3");
  }

  private void lead(String name) throws IOException {
    Files.deleteIfExists(home.resolve("current"));
    Files.createSymbolicLink(home.resolve("current"), Path.of("releases", name));
  }

  private Snapshot stable() {
    var taken = snapshots.take(application(), SnapshotLabel.MANUAL);
    return snapshots.markStable(taken.id(), "test", "it works");
  }

  private Application application() {
    var run =
        new RunSpec.Commands(
            List.of("true"),
            List.of("true"),
            List.of("true"),
            Optional.of(List.of("true")),
            home,
            Map.of(),
            Map.of(),
            Duration.ofSeconds(1));
    var web = new ServiceSpec("Web", run, List.of(), List.of(), Duration.ofSeconds(1), true);
    return ApplicationBuilder.shop(home)
        .keepingReleases()
        .files("shared/settings", "current")
        .services(Map.of(new ServiceId("web"), web))
        .modules(
            Map.of(
                SETTINGS,
                new ModuleSpec(
                    "Settings",
                    new FilePatterns(List.of("shared/settings"), List.of()),
                    Optional.of(new ServiceId("web")),
                    List.of())))
        .build();
  }

  private Optional<SnapshotId> choose(Runbook runbook, FileSet files, Snapshot named) {
    var request =
        new RollbackRequest(
            runbook, application().id(), files, Optional.ofNullable(named).map(Snapshot::id));
    return new Targets(snapshots)
        .choose(request, application(), Set.of(), warnings)
        .map(Snapshot::id);
  }

  @Test
  void emergencyPassesOverTheOneWhoseReleaseIsGone() throws IOException {
    assertThat(choose(EMERGENCY_ROLLBACK, new FileSet.Everything(), null)).contains(newer.id());
    Durable.delete(home.resolve("releases/2"));

    assertThat(choose(EMERGENCY_ROLLBACK, new FileSet.Everything(), null)).contains(older.id());
    assertThat(warnings)
        .containsExactly(
            "Snapshot "
                + newer.id()
                + " goes back to releases/2, which is gone, and was passed over.");
  }

  @Test
  void otherRunbooksRefuseItAndOfferTheNext() throws IOException {
    Durable.delete(home.resolve("releases/2"));

    assertThatThrownBy(() -> choose(FULL_RESTORE, new FileSet.Everything(), newer))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("goes back to releases/2, which is gone")
        .hasMessageContaining("The newest intact stable snapshot is " + older.id());
  }

  @Test
  void moduleThatIsSharedDoesNotNeedTheRelease() throws IOException {
    Durable.delete(home.resolve("releases/2"));

    assertThat(choose(MODULE_ROLLBACK, new FileSet.OneModule(SETTINGS), newer))
        .contains(newer.id());
  }

  @Test
  void planWithoutGitSaysWhereTheLinkMoves() {
    var changes = new Difference(List.of(), List.of("current"), List.of(), "");

    var moves = new MovedLinks(snapshots, null).of(application(), older.id(), changes, warnings);

    assertThat(moves)
        .extracting(PlannedAct::sentence)
        .containsExactly(
            "Release: from **1111111** to **1111111**; the link `current` moves from `releases/3` to `releases/1`.");
    assertThat(
            new MovedLinks(snapshots, null)
                .of(
                    application(),
                    older.id(),
                    new Difference(List.of(), List.of("shared/settings"), List.of(), ""),
                    warnings))
        .isEmpty();
  }

  @Test
  void whatRunsInTheLinkIsNotReloaded() {
    assertThat(Reloads.of(CODE_ROLLBACK, application(), new FileSet.Everything(), List.of()))
        .isEmpty();
    assertThat(
            Reloads.of(MODULE_ROLLBACK, application(), new FileSet.OneModule(SETTINGS), List.of()))
        .containsExactly(new ServiceId("web"));
  }

  @Test
  void moduleDoesNotComeFromARelease() {
    var request =
        new RollbackRequest(
            MODULE_ROLLBACK,
            application().id(),
            new FileSet.OneModule(SETTINGS),
            Optional.empty(),
            Optional.of("v1"));
    var wanted = new WantedReleases(null, null);

    assertThatThrownBy(() -> wanted.find(application(), request))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("kept side by side, so no part of it comes from one");
  }
}
