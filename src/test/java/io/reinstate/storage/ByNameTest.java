package io.reinstate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reinstate.catalog.application.SystemUser;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByNameTest {

  @TempDir private Path directory;

  private final SystemUser nobody = SystemUser.of("nobody").orElseThrow();
  private final SystemUser daemon = SystemUser.of("daemon").orElseThrow();
  private Path home;

  @BeforeEach
  void home() throws IOException {
    assumeTrue(SystemUser.weAreRoot(), "Only root can act as another user");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    home = Files.createDirectories(directory.resolve("home/inside"));
  }

  private static void give(Path path, SystemUser owner) throws IOException {
    Files.setAttribute(path, "unix:uid", (int) owner.uid(), LinkOption.NOFOLLOW_LINKS);
  }

  @Test
  void whereNobodyElseCanChangeTheWayOurRightsAreUsed() {
    assertThat(ByName.rights(nobody, home)).isEqualTo(SystemUser.own());
    assertThat(ByName.rights(nobody, home.resolve("not/there"))).isEqualTo(SystemUser.own());
  }

  @Test
  void whoOwnsAStepOfTheWayLendsTheRights() throws IOException {
    give(home.getParent(), daemon);

    assertThat(ByName.rights(nobody, home)).isEqualTo(daemon);
    assertThat(ByName.rights(nobody, home.resolve("not/there"))).isEqualTo(daemon);
  }

  @Test
  void whereSeveralCanItIsTheApplicationsUser() throws IOException {
    give(home.getParent(), daemon);
    give(home, nobody);

    assertThat(ByName.rights(nobody, home)).isEqualTo(nobody);
  }

  @Test
  void aDirectoryThatManyMayWriteToIsNobodysAlone() throws IOException {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(ByName.rights(nobody, home)).isEqualTo(nobody);
  }

  @Test
  void aLinkBelongsToTheWayAndLeadsIt() throws IOException {
    var link = Files.createSymbolicLink(directory.resolve("link"), Path.of("home/../home/inside"));
    assertThat(ByName.rights(nobody, link)).isEqualTo(SystemUser.own());

    give(home.getParent(), daemon);
    assertThat(ByName.rights(nobody, link)).isEqualTo(daemon);

    give(home.getParent(), SystemUser.own());
    give(link, daemon);
    assertThat(ByName.rights(nobody, link)).isEqualTo(daemon);
  }

  @Test
  void aFileOfAnotherBelowCounts() throws IOException {
    var file = Files.createFile(home.resolve("file"));
    assertThat(ByName.rightsBelow(nobody, home.getParent())).isEqualTo(SystemUser.own());

    give(file, daemon);
    assertThat(ByName.rightsBelow(nobody, home.getParent())).isEqualTo(daemon);
  }

  @Test
  void anApplicationOfRootsIsReachedAsRoot() throws IOException {
    give(home, daemon);

    assertThat(ByName.rights(SystemUser.own(), home)).isEqualTo(SystemUser.own());
  }

  @Test
  void aLinkOfTheOwnersLeadsNoFurtherThanItsOwnerMayGo() throws IOException {
    var secret = Files.writeString(directory.resolve("secret"), "secret");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    var link = Files.createSymbolicLink(home.resolve("link"), secret);
    give(home, nobody);

    assertThatThrownBy(() -> ByName.call(nobody, home, () -> Files.readString(link)))
        .isInstanceOf(AccessDeniedException.class);
  }
}
