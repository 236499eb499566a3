package io.reinstate.catalog.application;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.attack.Swapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {

  @TempDir Path directory;

  private Path home;
  private Path outside;

  @BeforeEach
  void aHomeOfNobody() throws IOException {
    Swapping.needs();
    Swapping.reachable(directory);
    home = Files.createDirectory(directory.resolve("shop"));
    outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(Files.createDirectory(home.resolve("d")).resolve("password"), "public\n");
    Files.writeString(outside.resolve("password"), Swapping.SECRET);
    Files.createSymbolicLink(home.resolve("e"), outside);
    Swapping.handOver(home);
    Swapping.keep(outside);
  }

  private static String resolve(Path file) {
    return new SecretReference("file:" + file).resolve();
  }

  @Test
  void aFileInTheHomeIsRead() {
    assertThat(resolve(home.resolve("d/password"))).isEqualTo("public");
    assertThat(resolve(outside.resolve("password"))).isEqualTo(Swapping.SECRET);
  }

  @Test
  void aLinkOfTheOwnersIsNotFollowed() throws IOException {
    assertThatThrownBy(() -> resolve(home.resolve("e/password")))
        .isInstanceOf(SecretReference.Unresolved.class);

    Files.createSymbolicLink(home.resolve("password"), outside.resolve("password"));
    Swapping.handOver(home);
    assertThatThrownBy(() -> resolve(home.resolve("password")))
        .isInstanceOf(SecretReference.Unresolved.class);
  }

  @Test
  void aLinkInADirectoryOfRootsIsFollowed() {
    assertThat(Path.of("/etc/os-release")).isSymbolicLink();
    assertThat(resolve(Path.of("/etc/os-release"))).isNotEmpty();
  }

  /** As Kubernetes mounts secrets. */
  @Test
  void aLinkOfRootsInAStickyDirectoryIsFollowedAndAnothersIsNot() throws IOException {
    var mounted = Files.createDirectory(directory.resolve("mounted"));
    Files.setAttribute(mounted, "unix:mode", 01777);
    Files.createSymbolicLink(mounted.resolve("password"), outside.resolve("password"));
    var others = Files.createSymbolicLink(mounted.resolve("others"), outside.resolve("password"));
    Files.setAttribute(others, "unix:uid", (int) Swapping.owner().uid(), NOFOLLOW_LINKS);

    assertThat(resolve(mounted.resolve("password"))).isEqualTo(Swapping.SECRET);
    assertThatThrownBy(() -> resolve(others)).isInstanceOf(SecretReference.Unresolved.class);
  }

  @Test
  void noFileOfTheOtherDirectoryBecomesASecret() throws IOException {
    try (var swapping = Swapping.of(home.resolve("d"), home.resolve("e"))) {
      swapping
          .during(i -> assertThat(resolve(home.resolve("d/password"))).isEqualTo("public"))
          .succeeded()
          .wasRefused();
    }
  }
}
