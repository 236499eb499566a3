package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** Another user of the machine looks around in what Reinstate keeps. */
@Tag("long")
class StrangerOnTheMachineIT {

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  @Attack
  void readsNothing(RunsAs runsAs) throws IOException {
    var data = runsAs.reinstate().data();
    runsAs.reinstate().as("admin").post("/api/backup", "");
    for (var place : List.of("", "database", "backups", "snapshots", "state")) {
      var directory = data.resolve(place);
      assertThat(Files.getPosixFilePermissions(directory))
          .as(directory.toString())
          .doesNotContainAnyElementsOf(OTHERS);
    }
    for (var place : List.of("database", "backups")) {
      try (var files = Files.newDirectoryStream(data.resolve(place))) {
        for (var file : files) {
          assertThat(Files.getPosixFilePermissions(file))
              .as(file.toString())
              .doesNotContainAnyElementsOf(OTHERS);
        }
      }
    }
    assertThat(data.resolve("database").resolve("reinstate.mv.db")).exists();
  }
}
