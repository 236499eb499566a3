package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.reinstate.catalog.application.SystemUser;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

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
    Files.createDirectory(directory.resolve("catalog"));
    describe("shop", "Shop", home, "app/**", "config/**", "own/**");
    var data = Files.createDirectory(directory.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    own(data);
  }

  @AfterEach
  void leaveNothingBehind() throws IOException {
    FileSystemUtils.deleteRecursively(directory);
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

  @Test
  void serverTellsOfEachApplicationOnceAlsoOfOneThatJoinsLater() throws Exception {
    var log = directory.resolve("log");
    var server = launch(Redirect.to(log.toFile()), "-Dreinstate.catalog.poll=200ms");
    try {
      saidOf(log, "shop", 2);
      put("../blog/page", "1");
      describe("blog", "Blog", directory.resolve("blog"), "page");
      saidOf(log, "blog", 2);

      describe("blog", "The blog", directory.resolve("blog"), "page");
      said(log, "The application blog is described anew");
      put("../wiki/page", "1");
      describe("wiki", "Wiki", directory.resolve("wiki"), "page");
      saidOf(log, "wiki", 2);
      saidOf(log, "blog", 2);
      saidOf(log, "shop", 2);
    } finally {
      server.destroy();
      assertThat(server.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  /** Waits until so many lines tell what may not be done with an application's files. */
  private static void saidOf(Path log, String application, int lines) {
    await("what is said of " + application)
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(
            () ->
                assertThat(Files.readAllLines(log))
                    .filteredOn(line -> line.contains("Application " + application + ": "))
                    .filteredOn(line -> line.contains("Run: sudo chown"))
                    .hasSize(lines));
  }

  private static void said(Path log, String what) {
    await(what)
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(Files.readString(log)).contains(what));
  }

  private String run(String... arguments) throws Exception {
    var process = launch(Redirect.PIPE, "-Dreinstate.catalog.poll=0s", arguments);
    return new String(process.getInputStream().readAllBytes());
  }

  private Process launch(Redirect output, String setting, String... arguments) throws IOException {
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
            "-Dserver.port=0",
            setting,
            "-Dreinstate.catalog.directory=" + directory.resolve("catalog"),
            "-jar",
            jar.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("REINSTATE_ADMIN_PASSWORD", "Roll-back-1");
    return builder.redirectErrorStream(true).redirectOutput(output).start();
  }

  private void describe(String application, String title, Path home, String... files)
      throws IOException {
    Files.writeString(
        directory.resolve("catalog/" + application + ".yaml"),
        """
        application: %s
        title: %s
        home: %s
        files: { include: ["%s"] }
        """
            .formatted(application, title, home, String.join("\", \"", files)));
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
