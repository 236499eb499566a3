package io.reinstate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reinstate.catalog.application.SystemUser;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesAsTest {

  @TempDir private Path directory;

  private final SystemUser nobody = SystemUser.of("nobody").orElseThrow();

  @Test
  void aFileOfRootIsOutOfReach() throws IOException {
    assumeTrue(SystemUser.weAreRoot(), "Only root can act as another user");
    var secret = secret();
    open(directory);
    var link = Files.createSymbolicLink(directory.resolve("link"), secret);

    assertThatThrownBy(() -> FilesAs.call(nobody, () -> Files.readString(link)))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(Files.readString(link)).isEqualTo("secret");
  }

  @Test
  void aNewFileBelongsToTheUser() throws IOException {
    assumeTrue(SystemUser.weAreRoot(), "Only root can act as another user");
    open(directory);
    var file = directory.resolve("new");

    FilesAs.run(nobody, () -> Files.writeString(file, "text"));

    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo((int) nobody.uid());
    assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo((int) nobody.gid());
  }

  @Test
  void threadsThatRunAlreadyKeepTheirRights() throws Exception {
    assumeTrue(SystemUser.weAreRoot(), "Only root can act as another user");
    var secret = secret();
    var other = Executors.newSingleThreadExecutor();
    try {
      other.submit(() -> {}).get();

      var read = FilesAs.call(nobody, () -> other.submit(() -> Files.readString(secret)).get());

      assertThat(read).isEqualTo("secret");
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void rightsComeBackAfterAFailure() throws IOException {
    var secret = secret();

    assertThatThrownBy(
            () ->
                FilesAs.run(
                    nobody,
                    () -> {
                      throw new IOException("failed");
                    }))
        .hasMessage("failed");

    assertThat(Files.readString(secret)).isEqualTo("secret");
  }

  @Test
  void ownRightsAreThereAmidWorkOfAUser() throws IOException {
    assumeTrue(SystemUser.weAreRoot(), "Only root can act as another user");
    var secret = secret();

    FilesAs.run(
        nobody,
        () -> {
          assertThat(FilesAs.own(() -> Files.readString(secret))).isEqualTo("secret");
          assertThatThrownBy(() -> Files.readString(secret))
              .isInstanceOf(AccessDeniedException.class);
        });
  }

  @Test
  void anOrdinaryUserStaysWhoItIs() {
    assertThat(FilesAs.call(SystemUser.own(), () -> "done")).isEqualTo("done");
  }

  private Path secret() throws IOException {
    var file = Files.writeString(directory.resolve("secret"), "secret");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static void open(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
  }
}
