package io.reinstate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.attack.Swapping;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.Shop;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.archive.SnapshotDirectory;
import io.reinstate.tree.FileType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who owns an application's files swaps a directory for a link, as fast as the kernel lets them.
 */
@Tag("long")
class SwappedDirectoryIT {

  private static final String SECRET = Swapping.SECRET;

  @TempDir Path directory;

  private Shop shop;
  private Path outside;

  @BeforeEach
  void open() throws Exception {
    Swapping.needs();
    Swapping.reachable(directory);
    shop = new Shop(directory);
    shop.write("d/secret", "public");
    shop.write("d/more", "one");
    outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("secret"), SECRET);
    Files.writeString(outside.resolve("more"), SECRET);
    Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rwx------"));
    Files.createSymbolicLink(shop.home.resolve("e"), outside);
    Swapping.handOver(shop.home);
  }

  private Swapping swap() throws IOException {
    return Swapping.of(shop.home.resolve("d"), shop.home.resolve("e"));
  }

  @Test
  void snapshotsHoldNothingOfTheOtherDirectory() throws IOException {
    try (var swapping = swap()) {
      swapping.during(i -> shop.take()).succeeded().wasRefused();
    }

    try (var taken = Files.list(shop.store.resolve("shop"))) {
      for (var each : taken.filter(Files::isDirectory).toList()) {
        holdsNothingSecret(each);
      }
    }
    outsideIsAsItWas();
  }

  @Test
  void exchangesLeaveTheOtherDirectoryAsItWas() throws IOException {
    var snapshot = shop.take();
    try (var swapping = swap()) {
      swapping
          .during(
              i -> {
                var key = "p-" + i;
                var application = shop.application();
                var everything = Selection.everything();
                swapping.trying(
                    () -> shop.exchanges.stage(application, snapshot.id(), everything, key));
                swapping.trying(() -> shop.exchanges.exchange(application, key));
                if (i % 2 == 0) {
                  swapping.trying(() -> shop.exchanges.confirm(application, key));
                }
                shop.exchanges.revert(application, key);
              })
          .succeeded()
          .wasRefused();
    }
    outsideIsAsItWas();
  }

  private static void holdsNothingSecret(Path snapshot) throws IOException {
    var id = SnapshotId.parse("shop/" + snapshot.getFileName());
    var kept = new SnapshotDirectory(id, snapshot);
    var manifest = kept.manifest();
    for (var entry : manifest.entries()) {
      if (entry.type() == FileType.FILE) {
        assertThat(entry.size()).isNotEqualTo(SECRET.length());
      }
    }
  }

  private void outsideIsAsItWas() throws IOException {
    assertThat(Files.getAttribute(outside, "unix:uid")).isEqualTo(0);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(outside)))
        .isEqualTo("rwx------");
    assertThat(outside.toFile().list()).containsExactlyInAnyOrder("secret", "more");
    assertThat(outside.resolve("secret")).hasContent(SECRET);
  }
}
