package io.reinstate.catalog.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.CatalogFixture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadRuleTest {

  private static final String HEAD =
      """
      application: shop
      title: Shop
      home: ../shop
      files: { include: ["app/**"] }
      """;
  private static final String RELEASES = "releases: { stable: [\"v*-stable\"] }\n";
  private static final String TELLS =
      "health: [{ name: version, revision: { url: \"http://127.0.0.1:1/version\" } }]";
  private static final String ONLY_ANSWERS =
      "health: [{ name: version, revision: { file: app/VERSION } }]";

  @TempDir Path root;

  private CatalogFixture catalog;

  @BeforeEach
  void setUp() throws IOException {
    catalog = new CatalogFixture(root.toRealPath());
  }

  @Test
  void serviceTakesUpCodeByASignalOrByACommand() throws IOException {
    shop(
        RELEASES,
        "supervised: { command: [gunicorn, app], reload: HUP }, reloadsCode: true, " + TELLS);
    assertThat(catalog.problems()).isEmpty();

    shop(
        RELEASES,
        "commands: { start: [a], stop: [b], status: [c], reload: [d] }, reloadsCode: true, "
            + TELLS);
    assertThat(catalog.problems()).isEmpty();
  }

  @Test
  void reloadThatTakesUpCodeHasToBeThere() throws IOException {
    shop("", "supervised: { command: [gunicorn, app] }, reloadsCode: true");

    assertThat(catalog.problems())
        .containsExactly(
            "shop.yaml:6 services.web.reloadsCode: It has no reload. Add commands.reload or"
                + " supervised.reload.");
  }

  @Test
  void releaseFromGitNeedsAProcessThatTellsItsRevision() throws IOException {
    shop(
        RELEASES,
        "supervised: { command: [gunicorn, app], reload: HUP }, reloadsCode: true, "
            + ONLY_ANSWERS);

    assertThat(catalog.problems())
        .singleElement()
        .asString()
        .contains("Nothing would notice a reload that takes up nothing.");
  }

  @Test
  void withoutReleasesAnyProbeWillDo() throws IOException {
    shop("", "supervised: { command: [gunicorn, app], reload: HUP }, reloadsCode: true");

    assertThat(catalog.problems()).isEmpty();
  }

  private void shop(String releases, String service) throws IOException {
    catalog.with("shop", HEAD + "services:\n  web: { title: Web, " + service + " }\n" + releases);
  }
}
