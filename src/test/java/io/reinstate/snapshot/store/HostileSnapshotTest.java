package io.reinstate.snapshot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reinstate.snapshot.RestoreRefused;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.Shop;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotCorrupt;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.Tampering;
import io.reinstate.snapshot.UnsafePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever can write a snapshot, checksums and all, can still not write outside home. */
class HostileSnapshotTest {

  @TempDir Path directory;

  private Shop shop;
  private Snapshot snapshot;
  private Map<String, String> live;

  @BeforeEach
  void takeAndBreakTheShop() throws IOException {
    shop = new Shop(directory);
    shop.write("a", "one");
    shop.write("dir/b", "two");
    shop.link("link", "a");
    snapshot = shop.take();
    shop.write("a", "broken");
    shop.delete("link");
    Files.createDirectories(directory.resolve("outside"));
    remember();
  }

  private void remember() {
    live = everything();
  }

  /** All but the snapshots and the work area beside home. */
  private Map<String, String> everything() {
    var picture = Shop.picture(directory);
    picture.keySet().removeIf(path -> path.isEmpty() || path.matches("(snapshots|\\.shop\\.).*"));
    return picture;
  }

  @AfterEach
  void everythingIsAsItWas() {
    assertThat(everything()).isEqualTo(live);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside/x",
        "dir/../../outside/x",
        "/tmp/x",
        "",
        "dir//x",
        "./x",
        "dir/.",
        "dir/",
        "..",
        "dir\\..\\x",
        "dir/x\0.txt",
        ".reinstate/p-1/journal.json"
      })
  void pathThatCouldLeaveHomeIsRefused(String path) throws Exception {
    rewrite(manifest -> Tampering.entry(manifest, "a").put("path", path));

    assertThatThrownBy(this::stage)
        .isInstanceOf(UnsafePath.class)
        .hasMessageContaining("Nothing was changed");
    assertThatThrownBy(this::compare).isInstanceOf(UnsafePath.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../outside", "..", "dir/../../outside", "dir/../a", ""})
  void linkThatCouldLeaveHomeIsRefused(String target) throws Exception {
    rewrite(manifest -> Tampering.entry(manifest, "link").put("target", target));

    assertThatThrownBy(this::stage).isInstanceOf(UnsafePath.class).hasMessageContaining("link");
  }

  @Test
  void fileBelowALinkOfTheSameSnapshotIsRefused() throws Exception {
    rewrite(manifest -> Tampering.entry(manifest, "a").put("path", "link/x"));

    assertThatThrownBy(this::stage)
        .isInstanceOf(SnapshotCorrupt.class)
        .hasMessageContaining("«link»");
  }

  @Test
  void samePathTwiceIsRefused() throws Exception {
    rewrite(manifest -> Tampering.entry(manifest, "link").put("path", "a"));

    assertThatThrownBy(this::stage)
        .isInstanceOf(SnapshotCorrupt.class)
        .hasMessageContaining("twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"device", "special", "fifo", "hardlink", ""})
  void typeThatIsNotRestoredIsRefused(String type) throws Exception {
    rewrite(manifest -> Tampering.entry(manifest, "a").put("type", type));

    assertThatThrownBy(this::stage).isInstanceOf(SnapshotCorrupt.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"type", "mode", "owner", "modified", "sha256", "content"})
  void entryThatLacksSomethingIsRefused(String field) throws Exception {
    rewrite(manifest -> Tampering.entry(manifest, "a").remove(field));

    assertThatThrownBy(this::stage).isInstanceOf(SnapshotCorrupt.class);
  }

  @Test
  void manifestThatLacksAPartIsRefused() throws Exception {
    for (var part : List.of("entries", "frames", "archive")) {
      rewrite(manifest -> manifest.remove(part));
      assertThatThrownBy(this::stage).isInstanceOf(SnapshotCorrupt.class);
    }
  }

  @Test
  void directoryThatBecameALinkOutOfHomeIsReplacedAndNotFollowed() {
    shop.delete("dir");
    shop.link("dir", "../outside");

    shop.restore(snapshot);

    assertThat(shop.home.resolve("dir/b")).hasContent("two");
    assertThat(directory.resolve("outside")).isEmptyDirectory();
    remember();
  }

  @Test
  void linkInPlaceOfADirectoryThatIsNotManagedIsRefused() {
    shop.managing(List.of("dir/b"), List.of());
    var narrow = shop.take();
    shop.delete("dir");
    shop.link("dir", "../outside");
    remember();

    assertThatThrownBy(
            () ->
                shop.exchanges.stage(
                    shop.application(), narrow.id(), Selection.everything(), "p-1"))
        .isInstanceOf(UnsafePath.class)
        .hasMessageContaining("dir");
  }

  @Test
  void snapshotOfAnotherApplicationIsRefused() {
    var other = SnapshotId.parse("other/initial-20261121T024546.123Z");

    assertThatThrownBy(
            () -> shop.exchanges.compare(shop.application(), other, Selection.everything()))
        .isInstanceOf(RestoreRefused.class)
        .hasMessageContaining("another application");
  }

  private void rewrite(Consumer<ObjectNode> change) throws IOException {
    Tampering.rewrite(shop.directory(snapshot), change);
  }

  private void stage() {
    shop.exchanges.stage(shop.application(), snapshot.id(), Selection.everything(), "p-1");
  }

  private void compare() {
    shop.exchanges.compare(shop.application(), snapshot.id(), Selection.everything());
  }
}
