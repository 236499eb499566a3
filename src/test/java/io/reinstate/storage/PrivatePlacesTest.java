package io.reinstate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reinstate.catalog.application.SystemUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void whatAnotherUserMadeIsRefused() throws IOException {
    assumeTrue(SystemUser.weAreRoot(), "Only root can give a directory away");
    var place = Files.createDirectory(directory.resolve("data"));
    Files.setAttribute(place, "unix:uid", (int) SystemUser.of("nobody").orElseThrow().uid());

    assertThatThrownBy(() -> PrivatePlaces.close(place))
        .isInstanceOf(PlaceOfOthers.class)
        .hasMessageContainingAll("belongs to another user", place.toString(), "chown");
    assertThatThrownBy(() -> PrivatePlaces.closeButForPassing(place))
        .isInstanceOf(PlaceOfOthers.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxrwx", "rwx----w-"})
  void whatEverybodyCanReplaceIsRefused(String open) throws IOException {
    var way = Files.createDirectory(directory.resolve("way"));
    mode(way, open);
    var link = Files.createSymbolicLink(directory.resolve("link"), way);

    for (var place : List.of(way.resolve("data"), way.resolve("a/b"), link.resolve("data"))) {
      assertThatThrownBy(() -> PrivatePlaces.close(place))
          .isInstanceOf(PlaceOfOthers.class)
          .hasMessageContainingAll("Everybody can write to", place.toString(), "chmod o-w");
      assertThat(place).doesNotExist();
    }
  }

  @Test
  void whatOnlyItsOwnerCanReplaceIsFine() throws IOException {
    var sticky = Files.createDirectory(directory.resolve("sticky"));
    Files.setAttribute(sticky, "unix:mode", 01777);
    var group = Files.createDirectory(directory.resolve("group"));
    mode(group, "rwxrwxr-x");

    PrivatePlaces.close(sticky.resolve("data"));
    PrivatePlaces.close(group.resolve("data"));
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
