package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.OwnEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hundred applications in one catalog, ten of them broken. How long it takes is in
 * docs/benchmarks.md.
 */
@Tag("long")
class ManyApplicationsIT {

  private static final int ALL = 200;
  private static final int EACH_TWENTIETH = 20;

  @TempDir private Path directory;
  private ChildReinstate reinstate;

  @AfterEach
  void leaveNothingBehind() throws IOException, InterruptedException {
    reinstate.kill();
    reinstate.run("stop", "shop");
  }

  private static String name(int number) {
    return "app-%03d".formatted(number);
  }

  private static boolean isBroken(int number) {
    return number % EACH_TWENTIETH == 0;
  }

  private static List<String> names(boolean broken) {
    return IntStream.rangeClosed(1, ALL)
        .filter(number -> isBroken(number) == broken)
        .mapToObj(ManyApplicationsIT::name)
        .toList();
  }

  private void write() throws IOException {
    Files.createDirectories(directory.resolve("catalog"));
    for (var number = 1; number <= ALL; number++) {
      Files.createDirectories(directory.resolve(name(number)));
      Files.writeString(
          directory.resolve("catalog/" + name(number) + ".yaml"),
          OwnEntry.of(
                  """
                  application: %1$s
                  title: Application %2$d
                  home: ../%1$s
                  files: { include: ["app/**"] }
                  services:
                    web:
                      title: Web
                      supervised: { command: [sleep, "600"] }
                      health: [{ name: up, http: { url: "http://127.0.0.1:%3$d/health" } }]
                  modules:
                    web: { title: Web, files: { include: ["app/web/**"] }, service: web }
                  """
                      .formatted(name(number), number, 10_000 + number))
              + (isBroken(number) ? "colour: blue\n" : ""));
    }
  }

  @Test
  void allThatAreRightWorkAndEachBrokenOneIsNamed() throws Exception {
    write();
    reinstate =
        new ChildReinstate(
                directory, "-Dreinstate.catalog.directory=" + directory.resolve("catalog"))
            .start();
    var olivia = new Caller(reinstate.port, "olivia");

    var catalog = olivia.get("/api/catalog").json();
    assertThat(catalog.path("applications"))
        .extracting(each -> each.asText())
        .containsAll(names(false))
        .doesNotContainAnyElementsOf(names(true))
        .hasSize(190 + 1);
    assertThat(catalog.path("refused"))
        .extracting(each -> each.path("application").asText())
        .containsExactlyElementsOf(names(true))
        .hasSize(10);
    assertThat(catalog.path("refused"))
        .allSatisfy(
            each ->
                assertThat(each.at("/problems/0/what").asText())
                    .startsWith("There is no such key"));
    assertThat(olivia.get("/api/applications").json()).hasSize(190 + 1);
    assertThat(reinstate.log())
        .contains(names(true).stream().map(each -> "application " + each + " is refused").toList());
    assertThat(
            Rollback.start(
                    reinstate.port,
                    "olivia",
                    "take-snapshot",
                    "{\"application\":\"app-199\",\"label\":\"first\",\"reason\":\"works\"}")
                .untilEnded()
                .outcome())
        .isEqualTo("snapshot-taken");
  }
}
