package io.reinstate.catalog.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.CatalogFixture;
import io.reinstate.catalog.OwnEntry;
import io.reinstate.catalog.application.ApplicationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutRuleTest {

  private static final String FILES = "files: { include: [\"shared/config/**\"] }\n";

  @TempDir Path root;

  private CatalogFixture catalog;
  private Path home;

  @BeforeEach
  void deployTwoReleases() throws IOException {
    catalog = new CatalogFixture(root.toRealPath());
    home = catalog.home("shop");
    Files.createDirectories(home.resolve("releases/1/web"));
    Files.createDirectories(home.resolve("releases/2/web"));
    Files.createDirectories(home.resolve("shared/config"));
    Files.createSymbolicLink(home.resolve("current"), home.resolve("releases/2"));
  }

  @Test
  void linkToTheLiveReleaseIsManagedWithoutBeingNamed() throws IOException {
    write("home: ../shop\nlayout: releases\n" + FILES);

    var shop = catalog.load().application(new ApplicationId("shop"));

    assertThat(shop.keepsReleases()).isTrue();
    assertThat(shop.files().include()).containsExactly("shared/config/**", "current");
  }

  @Test
  void linkMayBeNamedAndServicesMayRunInIt() throws IOException {
    write(
        """
        home: ../shop
        layout: releases
        files: { include: [current] }
        services:
          web: { title: Web, supervised: { command: [bin/web], directory: current/web } }
        """);

    assertThat(catalog.problems()).isEmpty();
    assertThat(catalog.load().application(new ApplicationId("shop")).files().include())
        .containsExactly("current");
  }

  @Test
  void otherLayoutIsUnknown() throws IOException {
    write("home: ../shop\nlayout: capistrano\n" + FILES);

    assertThat(catalog.problems()).singleElement().asString().contains("layout", "releases");
  }

  @Test
  void releasesAndTheLinkToOneOfThemMustBeThere() throws IOException {
    write("home: ../shop\nlayout: releases\n" + FILES);
    Files.delete(home.resolve("current"));
    Files.createSymbolicLink(home.resolve("current"), Path.of("shared"));

    assertThat(catalog.problems())
        .containsExactly(
            "shop.yaml:4 layout: "
                + home
                + "/current is no link to one of the directories in "
                + home
                + "/releases. Deploy once with your tool, or leave the key out.");

    Files.move(home.resolve("releases"), home.resolve("versions"));
    Files.createSymbolicLink(home.resolve("releases"), Path.of("versions"));

    assertThat(catalog.problems())
        .containsExactly(
            "shop.yaml:4 layout: There is no directory "
                + home
                + "/releases. Deploy once with your tool, or leave the key out.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "**",
        "*",
        "releases/**",
        "releases/2/config/a.yml",
        "rel*/x",
        "{releases/2,shared}/x",
        "current/**",
        "[c]urrent/config",
        "**/config.yml"
      })
  void patternThatReachesIntoAReleaseIsRefused(String pattern) throws IOException {
    write("home: ../shop\nlayout: releases\nfiles: { include: [\"" + pattern + "\"] }\n");

    assertThat(catalog.problems())
        .singleElement()
        .asString()
        .contains("shop.yaml:5 files.include[0]: «" + pattern + "» reaches into ")
        .endsWith("Name what is shared by all releases, such as shared/config/**.");
  }

  @Test
  void nothingElseReachesIntoAReleaseEither() throws IOException {
    Files.writeString(home.resolve("releases/2/flags.env"), "A=on\n");
    Files.createDirectories(home.resolve("repo"));
    write(
        """
        home: ../shop
        layout: releases
        files: { include: ["shared/config/**"] }
        data: ["current/uploads/**"]
        configuration: { include: ["current/config/**"] }
        modules: { web: { title: Web, files: { include: [current] } } }
        services:
          web: { title: Web, supervised: { command: [web], log: current/log/web.log } }
        toggles:
          a:
            title: A
            file: { path: current/flags.env, format: env, key: A }
            on: "on"
            off: "off"
            service: web
        databases: { d: { title: D, sqlite: { file: releases/2/d.sqlite } } }
        releases: { repository: repo, stable: ["v*"], build: [{ run: [make] }], artifacts: ["shared/config/a"] }
        """);

    assertThat(catalog.problems())
        .anySatisfy(p -> assertThat(p).contains("data[0]: «current/uploads/**» reaches into"))
        .anySatisfy(p -> assertThat(p).contains("configuration.include[0]: «current/config/**»"))
        .anySatisfy(p -> assertThat(p).contains("modules.web.files.include[0]: «current» reaches"))
        .anySatisfy(p -> assertThat(p).contains("services.web.supervised.log: This is in a rel"))
        .anySatisfy(p -> assertThat(p).contains("toggles.a.file.path: This is in a release"))
        .anySatisfy(p -> assertThat(p).contains("databases.d.sqlite.file: This is in a release"))
        .anySatisfy(p -> assertThat(p).contains("releases.build: With layout: releases nothing"))
        .anySatisfy(p -> assertThat(p).contains("releases.artifacts: With layout: releases"))
        .anySatisfy(
            p -> assertThat(p).endsWith("bare directory: your tool's mirror is usually repo."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "layout: releases\n"})
  void homeThatIsALinkToAReleaseIsRefused(String layout) throws IOException {
    write("home: ../shop/current\n" + layout + FILES);

    assertThat(catalog.problems())
        .contains(
            "shop.yaml:3 home: The link %s/current leads to the release %s/releases/2, which is never written into. Name %s, and add the key layout: releases."
                .formatted(home, home, home));
  }

  @Test
  void homeInALinkedReleaseIsRefused() throws IOException {
    write("home: ../shop/current/web\n" + FILES);

    assertThat(catalog.problems())
        .singleElement()
        .asString()
        .contains("The link " + home + "/current leads to the release")
        .endsWith("Name " + home + ", and add the key layout: releases.");
  }

  @Test
  void otherHomeThatIsALinkIsRefusedWithWhereItLeads() throws IOException {
    Files.createSymbolicLink(root.resolve("www"), Path.of("shop"));
    write("home: ../www\n" + FILES);

    assertThat(catalog.problems())
        .containsExactly(
            "shop.yaml:3 home: This is a link. Name the directory it leads to, " + home + ".");
  }

  @Test
  void otherLinksOnTheWayAreAllowed() throws IOException {
    Files.createSymbolicLink(root.resolve("www"), root);
    write("home: ../www/shop\n" + FILES);

    assertThat(catalog.problems()).isEmpty();
  }

  @Test
  void managedFilesBehindALinkAreRefusedAndTheLinkItselfIsNot() throws IOException {
    Files.createSymbolicLink(home.resolve("config"), Path.of("shared/config"));
    write(
        """
        home: ../shop
        files: { include: [current, "current/**", "config/*.yml", "shared/**"] }
        modules: { web: { title: Web, files: { include: ["current/web/*"] } } }
        """);

    assertThat(catalog.problems())
        .isEqualTo(
            List.of(
                "shop.yaml:4 files.include[1]: «current/**» leads through the link "
                    + home
                    + "/current, and nothing is written through a link. Leave it out, and say layout: releases, so that going back moves the link.",
                "shop.yaml:4 files.include[2]: «config/*.yml» leads through the link "
                    + home
                    + "/config, and nothing is written through a link. Manage the link alone, «config», or the directory it leads to.",
                "shop.yaml:5 modules.web.files.include[0]: «current/web/*» leads through the link "
                    + home
                    + "/current, and nothing is written through a link. Leave it out, and say layout: releases, so that going back moves the link."));
  }

  private void write(String rest) throws IOException {
    catalog.write("shop", OwnEntry.of("application: shop\ntitle: Shop\n" + rest));
  }
}
