package io.reinstate.catalog.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.CatalogFixture;
import io.reinstate.catalog.OwnEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseRuleTest {

  private static final String HEAD =
      """
      application: shop
      title: Shop
      home: ../shop
      files: { include: ["app/**", "dist/**"] }
      """;

  @TempDir Path root;

  private CatalogFixture catalog;

  @BeforeEach
  void setUp() throws IOException {
    catalog = new CatalogFixture(root.toRealPath());
  }

  @Test
  void homeDirectoryIsTheRepositoryByDefault() throws IOException {
    write("releases: { stable: [\"v*-stable\"], remote: origin, artifacts: [\"dist/**\"] }");
    catalog.repository("shop");

    assertThat(catalog.problems()).isEmpty();
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() throws IOException {
    catalog.repository("shop");
    write(
        """
        releases:
          stable: ["refs/tags/v*", "v[", "v1..v2"]
          remote: orign
          build:
            - { run: [make], secrets: { TOKEN: "env:REINSTATE_IS_NOT_SET" } }
          artifacts: ["../dist", "public/**"]
          caches:
            - { run: [make], secrets: { TOKEN: "file:/is/not/there" } }
        """);

    assertThat(catalog.problems())
        .containsExactlyInAnyOrder(
            "shop.yaml:6 releases.stable[0]: «refs/tags/v*» matches no tag. Write its name as a"
                + " glob, such as v*-stable.",
            "shop.yaml:6 releases.stable[1]: «v[» matches no tag. Write its name as a glob, such"
                + " as v*-stable.",
            "shop.yaml:6 releases.stable[2]: «v1..v2» matches no tag. Write its name as a glob,"
                + " such as v*-stable.",
            "shop.yaml:7 releases.remote: There is no remote «orign». Did you mean origin?",
            "shop.yaml:9 releases.build[0].secrets.TOKEN: The secret env:REINSTATE_IS_NOT_SET is"
                + " not there. Set it where Reinstate is started, readable for it.",
            "shop.yaml:10 releases.artifacts[0]: «../dist» is not a glob below the home"
                + " directory. Write one such as app/** or config/*.yml.",
            "shop.yaml:10 releases.artifacts[1]: «public/**» is not among the managed files. Add"
                + " it to files.include.",
            "shop.yaml:12 releases.caches[0].secrets.TOKEN: The secret file:/is/not/there is not"
                + " there. Set it where Reinstate is started, readable for it.");
  }

  @Test
  void aHomeWithoutRepositoryHasNoReleases() throws IOException {
    write("releases: { stable: [\"v*\"] }");

    assertThat(catalog.problems())
        .containsExactly(
            "shop.yaml:5 releases: There is no git repository "
                + catalog.root().resolve("shop")
                + ". Clone it there, or name a work tree or bare directory.");
  }

  @Test
  void aBareRepositoryApartIsFine() throws Exception {
    Git.init().setBare(true).setDirectory(root.resolve("shop.git").toFile()).call().close();
    write("releases: { stable: [\"v*\"], repository: ../shop.git }");

    assertThat(catalog.problems()).isEmpty();
  }

  @Test
  void aWorkTreeHasNoSecondRepository() throws Exception {
    Git.init().setBare(true).setDirectory(root.resolve("shop.git").toFile()).call().close();
    catalog.repository("shop");
    write("releases: { stable: [\"v*\"], repository: ../shop.git }");

    assertThat(catalog.problems())
        .singleElement()
        .asString()
        .startsWith("shop.yaml:5 releases.repository: The home directory is a git work tree");
  }

  @Test
  void aPartOfAWorkTreeIsNoHome() throws Exception {
    Git.init().setDirectory(root.toFile()).call().close();
    write("releases: { stable: [\"v*\"], repository: .. }");

    assertThat(catalog.problems())
        .singleElement()
        .asString()
        .startsWith("shop.yaml:5 releases.repository: The home directory is inside this work tree");
  }

  private void write(String releases) throws IOException {
    catalog.home("shop");
    Files.writeString(catalog.directory().resolve("shop.yaml"), OwnEntry.of(HEAD + releases));
  }
}
