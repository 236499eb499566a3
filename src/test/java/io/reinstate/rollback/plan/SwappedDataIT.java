package io.reinstate.rollback.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.attack.Swapping;
import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.git.Revisions;
import io.reinstate.host.LocalHost;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.tree.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan tells of data and configuration while their directory is swapped for root's. */
@Tag("long")
class SwappedDataIT {

  @TempDir Path directory;

  private Snapshots snapshots;
  private SnapshotId snapshot;
  private Path home;
  private Application application;

  @BeforeEach
  void anApplicationOfNobody() throws IOException {
    Swapping.needs();
    Swapping.reachable(directory);
    home = Files.createDirectory(directory.resolve("shop"));
    var outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(Files.createDirectory(home.resolve("d")).resolve("settings"), "public\n");
    Files.writeString(outside.resolve("settings"), Swapping.SECRET + "\n");
    Files.writeString(outside.resolve("only-root"), Swapping.SECRET);
    Swapping.handOver(home);
    Swapping.keep(outside);
    application = ApplicationBuilder.shop(home).user(Swapping.owner()).data(List.of("**")).build();
    var settings = new SnapshotSettings(directory.resolve("snapshots"));
    snapshots = new Snapshots(settings, new LocalHost(), new Revisions(), Clock.systemUTC());
    snapshot = snapshots.take(application, SnapshotLabel.INITIAL).id();
    Files.createSymbolicLink(home.resolve("e"), outside);
    Swapping.handOver(home);
  }

  private Swapping swap() throws IOException {
    return Swapping.of(home.resolve("d"), home.resolve("e"));
  }

  @Test
  void noFileOfTheOtherDirectoryCountsAsWrittenData() throws IOException {
    try (var swapping = swap()) {
      swapping
          .during(
              i -> {
                var found = new WrittenData().since(application, Instant.EPOCH);
                assertThat(found.files()).noneMatch(file -> file.endsWith("only-root"));
              })
          .succeeded();
    }
  }

  @Test
  void noLineOfTheOtherDirectoryIsShownAsConfiguration() throws IOException {
    var changes = new ConfigurationChanges(snapshots);
    var difference = new Difference(List.of(), List.of("d/settings"), List.of(), "");
    try (var swapping = swap()) {
      swapping
          .during(
              i ->
                  assertThat(changes.of(application, snapshot, difference).toString())
                      .doesNotContain(Swapping.SECRET))
          .succeeded();
    }
  }
}
