package io.reinstate.snapshot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reinstate.ReinstateException;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.Shop;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotCorrupt;
import io.reinstate.snapshot.Tampering;
import io.reinstate.storage.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is restored from a snapshot that is not what was written. */
class DamagedSnapshotTest {

  @TempDir Path directory;

  private Shop shop;
  private Snapshot snapshot;
  private Path at;
  private Map<String, String> live;

  @BeforeEach
  void takeAndBreakTheShop() {
    shop = new Shop(directory);
    var large = new byte[9 << 20];
    new Random(1).nextBytes(large);
    shop.write("a", "one");
    shop.write("large", large);
    snapshot = shop.take();
    at = shop.directory(snapshot);
    shop.write("a", "two!");
    shop.delete("large");
    live = shop.picture();
  }

  @AfterEach
  void liveTreeIsAsItWas() {
    assertThat(shop.picture()).isEqualTo(live);
    assertThat(shop.application().workDirectory().resolve("exchanges"))
        .satisfiesAnyOf(
            none -> assertThat(none).doesNotExist(), empty -> assertThat(empty).isEmptyDirectory());
  }

  @Test
  void intactSnapshotIsIntact() {
    assertThat(shop.snapshots.verify(snapshot.id()).orFail().intact()).isTrue();
    assertThat(shop.snapshots.verifyDeeply(snapshot.id()).problems()).isEmpty();
  }

  @Test
  void flippedByteInTheManifestIsRefused() throws Exception {
    Tampering.flipByte(at.resolve("manifest.json"), Files.size(at.resolve("manifest.json")) - 40);

    assertRefused("manifest");
  }

  @Test
  void flippedByteInTheArchiveIsRefused() throws Exception {
    var archive = at.resolve("files.tar.zst");
    Tampering.flipByte(archive, Files.size(archive) / 2);

    assertRefused("damaged");
    assertProblem("checksum");
  }

  @Test
  void archiveCutOffBetweenTwoFramesIsRefused() throws Exception {
    var frames = Tampering.manifest(at).withArray("frames");
    assertThat(frames.size()).isGreaterThan(2);
    var last = frames.get(frames.size() - 1);
    Tampering.truncate(at.resolve("files.tar.zst"), last.get("offset").asLong());

    assertRefused("shorter");
    assertProblem("bytes");
  }

  @Test
  void missingArchiveIsRefused() throws Exception {
    Files.delete(at.resolve("files.tar.zst"));

    assertThatThrownBy(this::stage).isInstanceOf(ReinstateException.class);
    assertProblem("does not exist");
  }

  @Test
  void flippedByteInTheStateIsAProblem() throws Exception {
    Tampering.flipByte(at.resolve("state.json"), 5);

    assertProblem("state.json");
  }

  @Test
  void missingStateIsAProblem() throws Exception {
    Files.delete(at.resolve("state.json"));

    assertProblem("state.json is not there");
  }

  @Test
  void contentThatIsNotTheFilesIsRefused() throws Exception {
    Tampering.rewrite(
        at, manifest -> Tampering.entry(manifest, "a").put("sha256", Sha256.of(new byte[9])));

    assertRefused("«a»");
    assertThat(shop.snapshots.verify(snapshot.id()).intact()).isTrue();
    assertThat(shop.snapshots.verifyDeeply(snapshot.id()).problems())
        .singleElement()
        .asString()
        .contains("«a»");
  }

  @Test
  void manifestOfAnotherSnapshotIsRefused() throws Exception {
    var id = "shop/initial-20200101T000000.000Z";
    Tampering.rewrite(at, manifest -> ((ObjectNode) manifest.get("about")).put("id", id));

    assertRefused("another snapshot");
  }

  @Test
  void laterFormatIsRefused() throws Exception {
    Tampering.rewrite(at, manifest -> manifest.put("format", 2));

    assertRefused("format 2");
  }

  @Test
  void framesThatContradictThemselvesAreRefused() throws Exception {
    Tampering.rewrite(
        at, manifest -> ((ObjectNode) manifest.withArray("frames").get(1)).put("offset", 1));

    assertRefused("frames");
  }

  @Test
  void frameThatWouldFillTheMemoryIsRefused() throws Exception {
    Tampering.rewrite(
        at,
        manifest ->
            ((ObjectNode) manifest.withArray("frames").get(0)).put("size", Integer.MAX_VALUE));

    assertRefused("frames");
  }

  @Test
  void contentOutsideTheArchiveIsRefused() throws Exception {
    Tampering.rewrite(
        at,
        manifest -> ((ObjectNode) Tampering.entry(manifest, "a").get("content")).put("frame", 99));

    assertRefused("«a»");
  }

  @Test
  void sizeBeyondTheArchiveIsRefused() throws Exception {
    Tampering.rewrite(at, manifest -> Tampering.entry(manifest, "a").put("size", Long.MAX_VALUE));

    assertRefused("«a»");
  }

  @Test
  void filesThatShareTheirBytesAreRefused() throws Exception {
    Tampering.rewrite(
        at,
        manifest -> {
          var entries = manifest.withArray("entries");
          var large = Tampering.entry(manifest, "large");
          for (var i = 0; i < 1000; i++) {
            entries.add(large.deepCopy().put("path", "large-" + i));
          }
        });

    assertRefused("more than its archive holds");
  }

  private void assertRefused(String words) {
    assertThatThrownBy(this::stage)
        .isInstanceOf(SnapshotCorrupt.class)
        .hasMessageContaining(words)
        .hasMessageContaining(snapshot.id().toString());
  }

  private void assertProblem(String words) {
    var integrity = shop.snapshots.verify(snapshot.id());
    assertThat(integrity.problems()).anySatisfy(text -> assertThat(text).contains(words));
    assertThatThrownBy(integrity::orFail).isInstanceOf(SnapshotCorrupt.class);
  }

  private void stage() {
    shop.exchanges.stage(shop.application(), snapshot.id(), Selection.everything(), "p-restore");
  }
}
