package io.reinstate.snapshot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.catalog.application.ToggleSpec;
import io.reinstate.catalog.application.ToggleSwitch;
import io.reinstate.git.Revisions;
import io.reinstate.host.LocalHost;
import io.reinstate.snapshot.SnapshotCorrupt;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.SnapshotSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of toggles, recorded with real files and commands. */
class SnapshotTogglesTest {

  private static final ToggleId SEARCH = new ToggleId("search");
  private static final ToggleId SPEED = new ToggleId("speed");

  @TempDir Path directory;
  private Path home;
  private Snapshots snapshots;

  @BeforeEach
  void open() throws IOException {
    home = Files.createDirectories(directory.toRealPath().resolve("shop"));
    Files.writeString(home.resolve("shop.env"), "SEARCH=on\n");
    var settings = new SnapshotSettings(directory.resolve("snapshots"));
    snapshots = new Snapshots(settings, new LocalHost(), new Revisions(), Clock.systemUTC());
  }

  @Test
  void valuesAreRecorded() {
    var snapshot = snapshots.take(shop("echo", "3"), SnapshotLabel.MANUAL);

    assertThat(snapshot.toggles()).isEqualTo(Map.of(SEARCH, "on", SPEED, "3"));
    assertThat(snapshots.toggles(snapshot.id())).isEqualTo(snapshot.toggles());
    assertThat(snapshot.warnings()).isEmpty();
  }

  @Test
  void aValueThatNobodyCanTellIsLeftOutAndToldOf() {
    var snapshot = snapshots.take(shop("false"), SnapshotLabel.MANUAL);

    assertThat(snapshot.toggles()).isEqualTo(Map.of(SEARCH, "on"));
    assertThat(snapshot.warnings())
        .singleElement()
        .asString()
        .contains("How toggle speed stands is unknown", "exit status 1");
  }

  @Test
  void aToggleWithoutAValueIsLeftOut() throws IOException {
    Files.writeString(home.resolve("shop.env"), "OTHER=1\n");

    var snapshot = snapshots.take(shop("echo", "3"), SnapshotLabel.MANUAL);

    assertThat(snapshot.toggles()).isEqualTo(Map.of(SPEED, "3"));
    assertThat(snapshot.warnings()).isEmpty();
  }

  @Test
  void aCopyOfTheFilesAloneAsksNobody() {
    var snapshot = snapshots.takeFiles(shop("false"), SnapshotLabel.PRE_ROLLBACK, "i-1-step");

    assertThat(snapshot.toggles()).isEmpty();
    assertThat(snapshot.warnings()).isEmpty();
  }

  @Test
  void valuesOfADamagedManifestAreNotBelieved() throws IOException {
    var snapshot = snapshots.take(shop("echo", "3"), SnapshotLabel.MANUAL);
    var manifest = snapshots.directory(snapshot.id()).path().resolve("manifest.json");
    var content = Files.readString(manifest);
    Files.delete(manifest);
    Files.writeString(manifest, content.replace("\"speed\":\"3\"", "\"speed\":\"4\""));

    assertThatThrownBy(() -> snapshots.toggles(snapshot.id()))
        .isInstanceOf(SnapshotCorrupt.class)
        .hasMessageContaining("does not match its checksum");
  }

  @Test
  void aSnapshotOfAnEarlierReinstateHasNone() throws IOException {
    var application = ApplicationBuilder.shop(home).build();
    var snapshot = snapshots.take(application, SnapshotLabel.MANUAL);
    var manifest = snapshots.directory(snapshot.id()).path().resolve("manifest.json");

    assertThat(manifest).content().doesNotContain("toggles");
    assertThat(snapshots.find(snapshot.id()).toggles()).isEmpty();
  }

  private Application shop(String... state) {
    var inFile =
        new ToggleSwitch.InFile(home.resolve("shop.env"), ToggleSwitch.Format.ENV, "SEARCH");
    var command =
        new ToggleSwitch.Commands(
            List.of("true", "{value}"), List.of(state), Duration.ofSeconds(20));
    return ApplicationBuilder.shop(home)
        .toggles(Map.of(SEARCH, toggle(inFile), SPEED, toggle(command)))
        .build();
  }

  private static ToggleSpec toggle(ToggleSwitch how) {
    return new ToggleSpec(
        "A toggle", how, "on", "off", Optional.empty(), ToggleSpec.Apply.NOTHING, List.of());
  }
}
