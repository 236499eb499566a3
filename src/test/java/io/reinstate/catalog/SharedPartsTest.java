package io.reinstate.catalog;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.ServiceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedPartsTest {

  private static final String HEAD =
      """
      application: shop
      title: Shop
      home: ../shop
      files: { include: ["app/**"] }
      """;

  @TempDir Path root;

  private CatalogFixture catalog;

  @BeforeEach
  void setUp() throws IOException {
    catalog = new CatalogFixture(root.toRealPath());
  }

  private void part(String name, String yaml) throws IOException {
    var shared = Files.createDirectories(catalog.directory().resolve("shared"));
    Files.writeString(shared.resolve(name + ".yaml"), yaml);
  }

  private Application shop() throws IOException {
    return catalog.load().application(new ApplicationId("shop"));
  }

  @Test
  void mapsAreMergedAndListsAndValuesReplaced() throws IOException {
    part(
        "web",
        """
        data: ["data/**", "uploads/**"]
        watch: { parts: 7s, code: 8s }
        services:
          web:
            title: From the part
            supervised: { command: [web], environment: { A: part, B: part } }
            deadline: 11s
        """);
    catalog.with(
        "shop",
        HEAD
            + """
            extends: [web]
            data: ["data/**"]
            watch: { code: 9s }
            services:
              web:
                title: Own
                supervised: { environment: { B: own, C: own } }
            """);

    var shop = shop();

    assertThat(shop.data()).containsExactly("data/**");
    assertThat(shop.watch().parts()).hasSeconds(7);
    assertThat(shop.watch().code()).hasSeconds(9);
    var web = shop.service(new ServiceId("web"));
    assertThat(web.title()).isEqualTo("Own");
    assertThat(web.deadline()).hasSeconds(11);
    assertThat(((RunSpec.Supervised) web.run()).environment())
        .containsEntry("A", "part")
        .containsEntry("B", "own")
        .containsEntry("C", "own");
  }

  @Test
  void laterPartComesBeforeAnEarlierOneAndPartsExtendParts() throws IOException {
    part("base", "watch: { parts: 1s, code: 1s, everything: 1s }\n");
    part("one", "extends: [base]\nwatch: { parts: 2s, code: 2s }\n");
    part("two", "watch: { parts: 3s }\n");
    catalog.with("shop", HEAD + "extends: [one, two]\n");

    var watch = shop().watch();

    assertThat(watch.parts()).hasSeconds(3);
    assertThat(watch.code()).hasSeconds(2);
    assertThat(watch.everything()).hasSeconds(1);
  }

  @Test
  void wrongValueIsToldWithTheFileAndLineWhereItStands() throws IOException {
    part("web", "# A comment\nwatch:\n  code: soon\n  tomorrow: 1s\n");
    catalog.with("shop", HEAD + "extends: [web]\n");

    assertThat(catalog.problems())
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).startsWith("shared/web.yaml:3 watch.code: «soon»: Write a duration"),
            p ->
                assertThat(p)
                    .startsWith("shared/web.yaml:4 watch.tomorrow: There is no such key."));
  }

  @Test
  void partsAreNotApplications() throws IOException {
    part("web", "watch: { code: 1s }\n");

    assertThat(catalog.load().applications()).isEmpty();
    assertThat(catalog.problems()).isEmpty();
  }

  @Test
  void circleIsRefused() throws IOException {
    part("one", "extends: [two]\n");
    part("two", "extends: [one]\n");
    catalog.with("shop", HEAD + "extends: [one]\n");

    assertProblem(
        "shared/two.yaml:1 extends[0]: The parts extend each other in a circle: one extends two"
            + " extends one.");
  }

  @Test
  void missingPartIsRefused() throws IOException {
    part("web", "watch: { code: 1s }\n");
    catalog.with("shop", HEAD + "extends: [wib]\n");

    assertThat(catalog.problems())
        .singleElement(as(InstanceOfAssertFactories.STRING))
        .startsWith("shop.yaml:5 extends[0]: There is no ")
        .endsWith("wib.yaml. Did you mean web?");
  }

  @Test
  void nameThatLeavesTheDirectoryIsRefused() throws IOException {
    catalog.with("shop", HEAD + "extends: [../zoo]\n");
    assertProblem(
        "shop.yaml:5 extends[0]: «../zoo»: Write the name of a shared part: lower-case"
            + " letters, digits and hyphens.");
  }

  @Test
  void partThatIsNoYamlIsToldAtItsOwnPlace() throws IOException {
    part("web", "watch: [\n");
    catalog.with("shop", HEAD + "extends: [web]\n");

    assertThat(catalog.problems())
        .singleElement(as(InstanceOfAssertFactories.STRING))
        .startsWith("shared/web.yaml:")
        .contains("not well-formed YAML");
  }

  @Test
  void partsAreBoundInDepthAndNumber() throws IOException {
    for (var i = 1; i <= 9; i++) {
      part("p" + i, i == 9 ? "watch: { code: 1s }\n" : "extends: [p" + (i + 1) + "]\n");
    }
    catalog.with("shop", HEAD + "extends: [p1]\n");
    assertProblem("shared/p8.yaml:1 extends[0]: Parts extend parts at most 8 deep.");

    var many = IntStream.range(0, 33).mapToObj(i -> "p9").toList();
    catalog.with("shop", HEAD + "extends: " + many + "\n");
    assertProblem("shop.yaml:5 extends[0]: More than 32 parts come together here.");
  }

  @Test
  void fileThatIsTooLargeIsNotRead() throws IOException {
    catalog.with("shop", HEAD + "# " + "x".repeat(1024 * 1024) + "\n");

    assertThat(catalog.problems())
        .singleElement(as(InstanceOfAssertFactories.STRING))
        .contains("it has more than 1048576 bytes");
  }

  private void assertProblem(String expected) throws IOException {
    assertThat(catalog.problems()).containsExactly(expected);
  }
}
