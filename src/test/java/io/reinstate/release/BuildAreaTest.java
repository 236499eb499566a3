package io.reinstate.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.attack.Swapping;
import io.reinstate.host.FilesAs;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildAreaTest {

  @TempDir Path directory;

  /** So what is checked out and unpacked there needs no other protection. */
  @Test
  void nobodyReachesATreeBeforeItIsHandedOver() throws IOException {
    Swapping.needs();
    Swapping.reachable(directory);
    var user = Swapping.owner();
    var area = new BuildArea(directory.resolve("builds"), "p-build", user);
    for (var run = 0; run < 2; run++) {
      area.create();
      var file = Files.createDirectories(area.tree().resolve("d")).resolve("file");
      Files.writeString(file, "content");

      assertThatThrownBy(() -> FilesAs.call(user, () -> Files.readString(file)))
          .isInstanceOf(AccessDeniedException.class);

      area.handOver();
      assertThat(FilesAs.call(user, () -> Files.readString(file))).isEqualTo("content");
      FilesAs.run(user, () -> Files.createSymbolicLink(area.tree().resolve("l"), Path.of("/etc")));
    }
    area.clear();
    assertThat(area.tree()).doesNotExist();
    assertThat(Path.of("/etc/passwd")).exists();
  }
}
