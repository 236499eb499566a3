package io.reinstate.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reinstate.host.Ran;
import io.reinstate.snapshot.Needs;
import io.reinstate.snapshot.RestoreRefused;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.Shop;
import io.reinstate.snapshot.SnapshotFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real small disk, which only root can make. */
class FullDiskTest {

  @TempDir Path directory;

  private Path disk;

  @AfterEach
  void unmount() throws IOException {
    if (disk != null) {
      Needs.run(directory, "umount", disk.toString());
    }
  }

  @Test
  void lackOfSpaceIsToldWithBothNumbersBeforeAnythingIsTouched() throws Exception {
    mount("size=4m");
    var shop = new Shop(disk.resolve("shop"), directory.resolve("snapshots"));
    shop.write("large", new byte[3 << 20]);
    var snapshot = shop.take();
    shop.write("large", new byte[2 << 20]);
    var live = shop.picture();

    assertThatThrownBy(
            () ->
                shop.exchanges.stage(
                    shop.application(), snapshot.id(), Selection.everything(), "p-1"))
        .isInstanceOf(RestoreRefused.class)
        .hasMessageMatching("Staging needs 3,149,824 bytes, and the disk has [\\d,]+ .*");
    assertThat(shop.picture()).isEqualTo(live);
    assertThat(disk.resolve(".shop.reinstate")).isEmptyDirectory();
  }

  @Test
  void diskThatFillsUpWhileStagingLeavesTheLiveTreeAsItWas() throws Exception {
    mount("size=16m,nr_inodes=40");
    var shop = new Shop(disk.resolve("shop"), directory.resolve("snapshots"));
    for (var i = 0; i < 20; i++) {
      shop.write("file" + i, "good " + i);
    }
    var snapshot = shop.take();
    for (var i = 0; i < 20; i++) {
      shop.write("file" + i, "broken " + i);
    }
    var live = shop.picture();

    assertThatThrownBy(
            () ->
                shop.exchanges.stage(
                    shop.application(), snapshot.id(), Selection.everything(), "p-1"))
        .isInstanceOf(RestoreRefused.class)
        .hasMessageContaining("No space left");
    assertThat(shop.picture()).isEqualTo(live);
    assertThat(disk.resolve(".shop.reinstate")).isEmptyDirectory();
  }

  @Test
  void diskThatFillsUpWhileASnapshotIsTakenLeavesNothingBehind() throws Exception {
    mount("size=1m");
    var shop = new Shop(directory.resolve("shop"), disk.resolve("snapshots"));
    var noise = new byte[3 << 20];
    new Random(3).nextBytes(noise);
    shop.write("large", noise);

    assertThatThrownBy(shop::take)
        .isInstanceOf(SnapshotFailed.class)
        .hasMessageContaining("No space left");
    assertThat(disk.resolve("snapshots/shop")).isEmptyDirectory();
  }

  @Test
  void homeThatIsADiskOfItsOwnIsExchangedInside() throws Exception {
    mount("size=8m");
    var shop = new Shop(disk, directory.resolve("snapshots"));
    shop.write("a", "good");
    var snapshot = shop.take();
    shop.write("a", "broken");
    var broken = shop.picture();

    shop.exchanges.stage(shop.application(), snapshot.id(), Selection.everything(), "p-1");
    shop.exchanges.exchange(shop.application(), "p-1");
    assertThat(disk.resolve("a")).hasContent("good");
    assertThat(disk.resolve(".reinstate/p-1/undo")).isDirectory();
    assertThat(shop.take().files()).isEqualTo(1);
    shop.exchanges.revert(shop.application(), "p-1");

    assertThat(shop.picture()).containsEntry("a", broken.get("a"));
    assertThat(directory.resolve(".disk.reinstate")).doesNotExist();
  }

  @Test
  void directoryOnAnotherDiskIsRefused() throws Exception {
    var shop = new Shop(directory);
    Files.createDirectories(shop.home.resolve("mounted"));
    disk = directory.resolve("shop/mounted");
    mountAt("size=4m");
    shop.write("mounted/a", "good");
    var snapshot = shop.take();
    shop.write("mounted/a", "broken");

    assertThatThrownBy(
            () -> shop.exchanges.compare(shop.application(), snapshot.id(), Selection.everything()))
        .isInstanceOf(RestoreRefused.class)
        .hasMessageContaining("another file system");
  }

  private void mount(String options) throws IOException {
    disk = Files.createDirectory(directory.resolve("disk"));
    mountAt(options);
  }

  private void mountAt(String options) throws IOException {
    var mountPoint = disk;
    disk = null;
    Needs.root();
    var result =
        Ran.of(
            directory,
            List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", mountPoint.toString()));
    assumeTrue(result.status() == 0, "a file system can be mounted: " + result.output());
    disk = mountPoint;
  }
}
