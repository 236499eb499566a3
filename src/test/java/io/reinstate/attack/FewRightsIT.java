package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reinstate.catalog.SystemUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a Reinstate that is not root cannot do with an application's files is told before it tries.
 */
@Tag("long")
class FewRightsIT {

  private Path directory;
  private Path home;

  @BeforeEach
  void anApplicationWithFilesOfRoot() throws IOException {
    assumeThat(SystemUser.weAreRoot()).as("only root can make files of others").isTrue();
    directory = Files.createTempDirectory("reinstate-few-rights");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    home = Files.createDirectories(directory.resolve("home"));
    put("app/code.txt", "1");
    put("config/settings", "a");
    put("own/file", "x");
    own(home, home.resolve("own"), home.resolve("own/file"), home.resolve("app"));
    var catalog = Files.createDirectory(directory.resolve("catalog"));
    Files.writeString(
        catalog.resolve("shop.yaml"),
        """
        application: shop
        title: Shop
        home: %s
        files: { include: ["app/**", "config/**", "own/**"] }
        """
            .formatted(home));
    var data = Files.createDirectory(directory.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    own(data);
  }

  @Test
  void directoriesThatCannotBeWrittenAndFilesOfOthersAreToldWithTheCommandThatMends()
      throws Exception {
    assertThat(run("status", "shop"))
        .contains(
            RunsAs.NAME + " may not write to " + home.resolve("config") + ", so no file there",
            "Run: sudo chown " + RunsAs.NAME + " " + home.resolve("config"),
            home.resolve("app/code.txt") + " belongs to root, as 1 more files do",
            "Run: sudo chown -R " + RunsAs.NAME + " " + home);
  }

  @Test
  void whatItSaysMendsIt() throws Exception {
    for (var path : List.of("app/code.txt", "config", "config/settings")) {
      own(home.resolve(path));
    }

    assertThat(run("status", "shop")).doesNotContain("Warning");
  }

  @Test
  void nothingIsStoppedForARestoreThatCouldNotWrite() throws Exception {
    var taken = Pattern.compile("shop/before-\\S+").matcher(run("take", "shop", "before"));
    assertThat(taken.find()).isTrue();
    put("config/settings", "b");

    assertThat(run("restore", "shop", taken.group(), "--reason", "test"))
        .contains("may not write to " + home.resolve("config"), "Nothing was changed");
    assertThat(home.resolve("config/settings")).hasContent("b");
  }

  private String run(String... arguments) throws Exception {
    var jar = directory.resolve("reinstate.jar");
    if (!Files.exists(jar)) {
      Files.copy(AttackedReinstate.builtJar(), jar);
    }
    var command = new ArrayList<>(RunsAs.SERVICE_USER.prefix());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-Dreinstate.data=" + directory.resolve("data"),
            "-Dreinstate.demo.enabled=false",
            "-Dreinstate.catalog.directory=" + directory.resolve("catalog"),
            "-jar",
            jar.toString()));
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes());
  }

  private void put(String path, String content) throws IOException {
    Files.createDirectories(home.resolve(path).getParent());
    Files.writeString(home.resolve(path), content);
  }

  private static void own(Path... paths) throws IOException {
    var user = SystemUser.of(RunsAs.NAME).orElseThrow();
    for (var path : paths) {
      Files.setAttribute(path, "unix:uid", (int) user.uid());
      Files.setAttribute(path, "unix:gid", (int) user.gid());
    }
  }
}
