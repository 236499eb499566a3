package io.reinstate.snapshot.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.SystemUser;
import io.reinstate.host.FilesAs;
import io.reinstate.snapshot.Needs;
import io.reinstate.snapshot.Shop;
import io.reinstate.snapshot.SnapshotFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may not look into the directory of the snapshots is told so, not that there are none. */
class UnreadableSnapshotsTest {

  @TempDir private Path directory;

  @Test
  void areNotTakenForNone() throws IOException {
    Needs.root();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    var shop = new Shop(directory);
    Files.createDirectories(shop.store.resolve("shop"));
    Files.setPosixFilePermissions(shop.store, PosixFilePermissions.fromString("rwx------"));

    assertThatThrownBy(
            () ->
                FilesAs.call(
                    SystemUser.of("nobody").orElseThrow(), () -> shop.snapshots.list(Shop.ID)))
        .isInstanceOf(SnapshotFailed.class)
        .hasMessageContaining("cannot be listed");
  }
}
