package io.reinstate.snapshot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.StateSpec;
import io.reinstate.snapshot.Needs;
import io.reinstate.snapshot.RestoreRefused;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.Shop;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.archive.ArchiveWriter;
import io.reinstate.tree.Difference;
import io.reinstate.tree.LiveTree;
import io.reinstate.tree.Patterns;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What customers write: kept where the catalog says so, restored only where somebody says so. */
class SnapshotDataTest {

  private static final String KEY = "p-1";

  @TempDir Path directory;

  private Shop shop;

  @BeforeEach
  void fill() {
    shop = new Shop(directory);
    shop.managing(List.of("app/**"), List.of());
    shop.data = List.of("uploads/**", "app/cache/**");
    shop.state = new StateSpec(List.of(), Map.of(), true);
    shop.write("app/page", "good");
    shop.write("app/cache/hit", "old");
    shop.write("uploads/ada/photo", "first");
    shop.write("uploads/deleted", "later");
    shop.write("other", "nobody's");
  }

  private void use() {
    shop.write("app/page", "broken");
    shop.write("app/cache/hit", "new");
    shop.write("uploads/ada/photo", "second");
    shop.write("uploads/bob/photo", "new");
    shop.delete("uploads/deleted");
    shop.write("other", "still nobody's");
  }

  @Test
  void dataIsLeftOutUnlessTheCatalogWantsIt() {
    shop.state = StateSpec.NONE;

    var snapshot = shop.take();

    assertThat(snapshot.files()).isEqualTo(2);
    assertThatThrownBy(() -> compare(snapshot, Selection.data()))
        .isInstanceOf(RestoreRefused.class)
        .hasMessageStartingWith("The snapshot holds no data of customers (snapshot shop/");
  }

  @Test
  void ordinaryExchangesNeverTouchData() {
    var snapshot = shop.take();
    shop.module("all", "**");
    use();

    assertThat(snapshot.files()).isEqualTo(4);
    for (var selection : List.of(Selection.everything(), Selection.module(new ModuleId("all")))) {
      var difference = compare(snapshot, selection);
      assertThat(difference.changed()).containsExactly("app/page");
      assertThat(difference.added()).isEmpty();
      assertThat(difference.removed()).isEmpty();
    }
  }

  @Test
  void dataIsExchangedWhereSomebodySaysSoAndPutBackLikeOtherFiles() {
    var good = shop.picture();
    var snapshot = shop.take();
    use();
    var used = shop.picture();

    var difference = stage(snapshot);
    shop.exchanges.exchange(shop.application(), KEY);

    assertThat(difference.changed()).containsExactly("app/cache/hit", "uploads/ada/photo");
    assertThat(difference.added()).containsExactly("uploads/deleted");
    assertThat(difference.removed()).containsExactly("uploads/bob/", "uploads/bob/photo");
    var restored = shop.picture();
    for (var managed : List.of("other", "app/page")) {
      assertThat(restored.remove(managed)).isNotEqualTo(good.remove(managed));
    }
    assertThat(withoutHome(restored)).isEqualTo(withoutHome(good));

    shop.exchanges.revert(shop.application(), KEY);
    assertThat(withoutHome(shop.picture())).isEqualTo(withoutHome(used));
  }

  @Test
  void whatIsDataOnlySinceThenIsNotRemoved() {
    var snapshot = shop.take();
    shop.data = List.of("uploads/**", "other");

    assertThat(compare(snapshot, Selection.data()).isEmpty()).isTrue();
  }

  @Test
  void dataThatNeverStopsChangingIsToldByAWarning() {
    var endless = Path.of("/proc/" + ProcessHandle.current().pid() + "/status");
    assumeTrue(Files.exists(endless));
    var proc = new Shop(endless.getParent(), directory.resolve("snapshots"));
    proc.managing(List.of("status"), List.of());
    proc.data = List.of("status");

    assertThat(proc.take().warnings())
        .containsExactly(
            "«status» changed while it was read, twice: what is kept of it may not fit together.");
  }

  @Test
  void dataThatGrowsAllTheTimeIsKeptAsItWasAtOneMoment() throws Exception {
    var file = shop.write("uploads/log", new byte[1 << 20]);
    var writing = new AtomicBoolean(true);
    var writer = new Thread(() -> append(file, writing));
    writer.start();
    Snapshot snapshot;
    try {
      snapshot = shop.take();
    } finally {
      writing.set(false);
      writer.join();
    }

    assertThat(snapshot.files()).isEqualTo(5);
    assertThat(shop.snapshots.verifyDeeply(snapshot.id()).problems()).isEmpty();
    var grown = Files.readAllBytes(file);
    stage(snapshot);
    shop.exchanges.exchange(shop.application(), KEY);
    var kept = Files.readAllBytes(file);
    assertThat(kept).hasSizeBetween(1 << 20, grown.length);
    assertThat(kept).isEqualTo(Arrays.copyOf(grown, kept.length));
    assertThat(directory.resolve("snapshots").resolve(snapshot.id() + "/copy")).doesNotExist();
  }

  private static void append(Path file, AtomicBoolean going) {
    try (var out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      var line = new byte[512];
      Arrays.fill(line, (byte) 'x');
      while (going.get()) {
        out.write(line);
        // Faster, it would fill disk and memory while a slow disk is waited for.
        LockSupport.parkNanos(10_000);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatTarUnpacksOfAChangingFileIsWhatTheManifestMeans() throws Exception {
    Needs.programs("tar", "zstd");
    var path = shop.write("uploads/log", "short");
    @SuppressWarnings("resource")
    var tree = LiveTree.of(shop.home, shop.store);
    var seen = tree.look("uploads/log").orElseThrow();
    Files.writeString(path, "much longer than it was");
    var archive = directory.resolve("files.tar.zst");

    ArchiveWriter.Contents contents;
    try (var writer = new ArchiveWriter(tree, archive)) {
      contents = writer.write(List.of(seen), Set.of(), Patterns.of(List.of("**")));
    }

    assertThat(contents.entries()).singleElement().extracting("size").isEqualTo(23L);
    assertThat(contents.warnings()).isEmpty();
    var unpacked = Files.createDirectory(directory.resolve("unpacked"));
    Needs.run(unpacked, "tar", "--zstd", "-xf", archive.toString());
    assertThat(unpacked.resolve("uploads/log")).hasContent("much longer than it was");
  }

  @Test
  void socketAmongDataIsLeftOutWithAWarning() throws Exception {
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(shop.home.resolve("uploads/s")));

      assertThat(shop.take().warnings())
          .containsExactly("«uploads/s» is a pipe, socket or device, and was left out.");
    }
  }

  private Difference compare(Snapshot snapshot, Selection selection) {
    return shop.exchanges.compare(shop.application(), snapshot.id(), selection);
  }

  private Difference stage(Snapshot snapshot) {
    return shop.exchanges.stage(shop.application(), snapshot.id(), Selection.data(), KEY);
  }

  private static Map<String, String> withoutHome(Map<String, String> picture) {
    picture.remove("");
    return picture;
  }
}
