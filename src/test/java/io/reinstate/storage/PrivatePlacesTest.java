package io.reinstate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivatePlacesTest {

  @TempDir Path directory;

  @Test
  void whatWasOpenIsClosed() throws IOException {
    var place = Files.createDirectory(directory.resolve("database"));
    var file = Files.createFile(place.resolve("reinstate.mv.db"));
    var link =
        Files.createSymbolicLink(
            place.resolve("link"), Files.createFile(directory.resolve("theirs")));
    mode(place, "rwxr-xr-x");
    mode(file, "rw-r--r--");
    mode(link.toRealPath(), "rw-rw-rw-");

    PrivatePlaces.close(place);

    assertThat(mode(place)).isEqualTo("rwx------");
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(mode(link.toRealPath())).as("behind a link").isEqualTo("rw-rw-rw-");
  }

  @Test
  void whatIsMissingIsCreatedClosed() throws IOException {
    PrivatePlaces.close(directory.resolve("a/b"));
    PrivatePlaces.closeButForPassing(directory.resolve("c"));

    assertThat(mode(directory.resolve("a/b"))).isEqualTo("rwx------");
    assertThat(mode(directory.resolve("c"))).isEqualTo("rwx--x--x");
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
