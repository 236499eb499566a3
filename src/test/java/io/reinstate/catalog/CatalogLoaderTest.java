package io.reinstate.catalog;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.NotInCatalog;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.ServiceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogLoaderTest {

  private static final String HEAD =
      """
      application: shop
      title: Shop
      home: ../shop
      files: { include: ["app/**", "config/*.yml", ".env"] }
      """;

  @TempDir Path root;

  private CatalogFixture catalog;

  @BeforeEach
  void setUp() throws IOException {
    catalog = new CatalogFixture(root.toRealPath());
  }

  @Test
  void directoryWithoutFilesIsAnEmptyCatalog() throws IOException {
    assertThat(catalog.load().applications()).isEmpty();
  }

  @Test
  void everyProblemOfEveryFileIsToldAtOnce() throws IOException {
    catalog.with("broken", "application: [\n");
    catalog.with(
        "shop",
        """
        application: store
        title: 7
        home: ../nowhere
        fles: { include: ["app/**"] }
        services:
          Web: { title: Web }
          api:
            title: API
            supervised: { command: [], log: ../api.log }
            deadline: 5 minutes
            requires: [wbe]
        """);

    assertThat(catalog.problems())
        .satisfiesExactlyInAnyOrder(
            p ->
                assertThat(p)
                    .startsWith("broken.yaml:")
                    .contains("not well-formed YAML: expected the node content"),
            p -> assertThat(p).isEqualTo("shop.yaml:1: The key files is missing."),
            p ->
                assertThat(p)
                    .isEqualTo(
                        "shop.yaml:1 application: «store» is not the file's name. Name the file"
                            + " store.yaml or the application shop."),
            p ->
                assertThat(p)
                    .isEqualTo(
                        "shop.yaml:2 title: This is a whole number and must be text. Put it in"
                            + " quotes."),
            p ->
                assertThat(p)
                    .isEqualTo(
                        "shop.yaml:3 home: There is no directory "
                            + catalog.root().resolve("nowhere")
                            + ". Create it or correct the path."),
            p ->
                assertThat(p)
                    .isEqualTo("shop.yaml:4 fles: There is no such key. Did you mean files?"),
            p ->
                assertThat(p)
                    .startsWith("shop.yaml:6 services.Web: «Web»: Names are lower-case letters"),
            p ->
                assertThat(p)
                    .isEqualTo("shop.yaml:6 services.Web: Write either supervised or commands."),
            p ->
                assertThat(p)
                    .isEqualTo(
                        "shop.yaml:9 services.api.supervised.command: This must not be empty."),
            p ->
                assertThat(p)
                    .startsWith(
                        "shop.yaml:9 services.api.supervised.log: The log must be a file inside"),
            p ->
                assertThat(p)
                    .isEqualTo(
                        "shop.yaml:10 services.api.deadline: «5 minutes»: Write a duration such as"
                            + " 500ms, 5s, 2m, 1h or PT1M30S."),
            p ->
                assertThat(p)
                    .isEqualTo(
                        "shop.yaml:11 services.api.requires[0]: There is no service «wbe». Known here:"
                            + " Web, api."));
  }

  @Test
  void applicationWithProblemsIsRefusedAndTheOthersWork() throws IOException {
    catalog.with("shop", HEAD + "colour: blue\nshape: round\n");
    catalog.with("zoo", HEAD.replace("shop", "zoo"));

    var loaded = catalog.load();

    assertThat(loaded.applications()).extracting(each -> each.id().value()).containsExactly("zoo");
    assertThat(loaded.refused()).extracting(RefusedApplication::name).containsExactly("shop");
    assertThatThrownBy(() -> loaded.application(new ApplicationId("shop")))
        .isInstanceOf(ApplicationRefused.class)
        .hasMessageStartingWith("The application «shop» is refused: its file has problems (")
        .hasMessageContaining("shop.yaml:5 colour: There is no such key.")
        .hasMessageContaining("shop.yaml:6 shape: There is no such key.");
    assertThatThrownBy(() -> loaded.application(new ApplicationId("park")))
        .isInstanceOf(NotInCatalog.class)
        .hasMessageContaining("Known: zoo.");
  }

  @Test
  void missingHomeBadKeyAndUnreadableSecretEachRefuseOneApplication() throws IOException {
    catalog.with("zoo", HEAD.replace("shop", "zoo"));
    catalog.with("homeless", HEAD.replace("shop", "homeless"));
    Files.delete(catalog.home("homeless"));
    catalog.with("mistyped", HEAD.replace("shop", "mistyped") + "colour: blue\n");
    catalog.with(
        "secretive",
        service("supervised: { command: [web], secrets: { T: \"file:/nowhere/token\" } }")
            .replace("shop", "secretive"));

    var loaded = catalog.load();

    assertThat(loaded.applications()).extracting(each -> each.id().value()).containsExactly("zoo");
    assertThat(loaded.refused())
        .extracting(RefusedApplication::name)
        .containsExactly("homeless", "mistyped", "secretive");
    assertThat(catalog.problems())
        .satisfiesExactly(
            p -> assertThat(p).startsWith("homeless.yaml:3 home: There is no directory"),
            p -> assertThat(p).startsWith("mistyped.yaml:5 colour: There is no such key."),
            p -> assertThat(p).contains("The secret file:/nowhere/token is not there."));
    assertThat(loaded.refused())
        .extracting(refused -> refused.problems().get(0).ofMachine())
        .containsExactly(true, false, true);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"host", "schedules", "retention", "notifications", "contacts", "monitors"})
  void keysThatAreOnlyPlannedAreRefused(String key) throws IOException {
    catalog.with("shop", HEAD + key + ": {}\n");
    assertProblem(key + ": There is no such key.");
  }

  @Test
  void keyWrittenTwiceIsRefused() throws IOException {
    catalog.with("shop", HEAD + "title: Again\n");
    assertProblem("shop.yaml:5: This is not well-formed YAML: Duplicate");
  }

  @Test
  void aliasIsRefusedInsteadOfReadAsItsName() throws IOException {
    catalog.with("shop", HEAD + "data: &d [\"data/**\"]\nstate: { environment: *d }\n");
    assertProblem("shop.yaml:6: Anchors and aliases are not read. Write the value out.");
  }

  @Test
  void secondDocumentInAFileIsRefused() throws IOException {
    catalog.with("shop", HEAD + "---\napplication: other\n");
    assertProblem("shop.yaml:6: A file holds one application: remove what follows.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing here\n", "- shop\n", "shop\n"})
  void fileThatIsNoMapIsRefused(String yaml) throws IOException {
    catalog.with("shop", yaml);
    assertProblem("shop.yaml: This is not a map of keys. Start with application:.");
  }

  @Test
  void fileThatIsNotUtf8IsRefused() throws IOException {
    Files.write(
        catalog.directory().resolve("shop.yaml"),
        "title: Käse".getBytes(StandardCharsets.ISO_8859_1));
    assertProblem("shop.yaml: This is not UTF-8 text.");
  }

  @Test
  void fileWithTheOtherExtensionIsNotPassedOverInSilence() throws IOException {
    Files.writeString(catalog.directory().resolve("shop.yml"), HEAD);
    assertProblem("shop.yml: Only files named .yaml are read. Rename it.");
  }

  @Test
  void directoryThatIsMissingIsAProblem() {
    assertThatThrownBy(
            () -> new CatalogLoader(root.resolve("state")).load(List.of(root.resolve("none"))))
        .isInstanceOf(CatalogInvalid.class)
        .hasMessageContaining("The directory cannot be listed");
  }

  @Test
  void applicationInTwoDirectoriesIsRefusedAndNamesBoth() throws IOException {
    catalog.with("shop", HEAD);
    catalog.with("zoo", HEAD.replace("shop", "zoo"));
    var other = new CatalogFixture(catalog.root().resolve("other")).with("shop", HEAD).directory();

    var loaded = new CatalogLoader(root.resolve("state")).load(List.of(catalog.directory(), other));

    assertThat(loaded.applications()).extracting(each -> each.id().value()).containsExactly("zoo");
    assertThatThrownBy(() -> loaded.application(new ApplicationId("shop")))
        .isInstanceOf(ApplicationRefused.class)
        .hasMessageContaining("«shop» is in " + other.resolve("shop.yaml") + " too")
        .hasMessageContaining("«shop» is in " + catalog.directory().resolve("shop.yaml") + " too");
  }

  @Test
  void fileThatIsBrokenDoesNotTakeItsNamesakeDown() throws IOException {
    catalog.with("shop", HEAD);
    var other =
        new CatalogFixture(catalog.root().resolve("other"))
            .with("shop", HEAD + "colour: blue\n")
            .directory();

    var loaded = new CatalogLoader(root.resolve("state")).load(List.of(catalog.directory(), other));

    assertThat(loaded.application(new ApplicationId("shop")).title()).isEqualTo("Shop");
    assertThat(loaded.refused()).extracting(RefusedApplication::name).containsExactly("shop");
  }

  @Test
  void directoryThatIsNamedTwiceIsReadOnce() throws IOException {
    catalog.with("shop", HEAD);
    var directory = catalog.directory();

    var loaded =
        new CatalogLoader(root.resolve("state"))
            .load(List.of(directory, directory.resolve("../catalog")));
    assertThat(loaded.applications()).hasSize(1);
  }

  @Test
  void twoThatClaimOneHomeAreBothRefused() throws IOException {
    catalog.with("shop", HEAD);
    catalog.with("zoo", HEAD.replace("application: shop", "application: zoo"));
    catalog.with("park", HEAD.replace("shop", "park"));

    assertThat(catalog.load().applications())
        .extracting(each -> each.id().value())
        .containsExactly("park");
    assertThat(catalog.problems())
        .hasSize(2)
        .allSatisfy(p -> assertThat(p).contains("the two would overwrite each other"))
        .anySatisfy(p -> assertThat(p).startsWith("zoo.yaml:3 home").contains("«shop»"))
        .anySatisfy(p -> assertThat(p).startsWith("shop.yaml:3 home").contains("«zoo»"));
  }

  @Test
  void homeThatHoldsAnotherIsRefusedAlsoBehindALink() throws IOException {
    catalog.with("shop", HEAD);
    catalog.home("shop/inner");
    Files.createSymbolicLink(catalog.root().resolve("linked"), catalog.home("shop"));
    catalog.with(
        "inner",
        HEAD.replace("application: shop", "application: inner")
            .replace("../shop", "../linked/inner"));

    assertThat(catalog.load().applications())
        .extracting(each -> each.id().value())
        .containsExactly("inner");
    assertThat(catalog.problems())
        .singleElement(as(InstanceOfAssertFactories.STRING))
        .startsWith("shop.yaml:3 home: The home directory of the application «inner»")
        .contains("is within this one");
  }

  @Test
  void fileThatIsBrokenTakesNobodyDownWhoseHomeItClaims() throws IOException {
    catalog.with("shop", HEAD);
    catalog.with("zoo", HEAD.replace("application: shop", "application: zoo") + "colour: blue\n");

    assertThat(catalog.load().applications())
        .extracting(each -> each.id().value())
        .containsExactly("shop");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\\0b"})
  void homeThatIsNoPathIsRefused(String home) throws IOException {
    catalog.with("shop", HEAD.replace("../shop", "\"" + home + "\""));
    assertProblem(": Write the path of a file or directory.");
  }

  @Test
  void homeMayBeAbsolute() throws IOException {
    var home = catalog.home("elsewhere");
    catalog.with("shop", HEAD.replace("../shop", home.toString()));
    assertThat(catalog.load().application(new ApplicationId("shop")).home()).isEqualTo(home);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "/tmp", "link"})
  void workingDirectoryOutsideTheHomeIsRefused(String directory) throws IOException {
    Files.createSymbolicLink(catalog.home("shop").resolve("link"), catalog.root());
    catalog.with("shop", service("supervised: { command: [web], directory: " + directory + " }"));
    assertProblem("services.web.supervised.directory: This leaves the home directory");
  }

  @Test
  void workingDirectoryThatIsMissingIsRefused() throws IOException {
    catalog.with("shop", service("supervised: { command: [web], directory: none }"));
    assertProblem("services.web.supervised.directory: There is no directory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../web.log", "/tmp/web.log", "."})
  void logOutsideTheHomeIsRefused(String log) throws IOException {
    catalog.with("shop", service("supervised: { command: [web], log: " + log + " }"));
    assertProblem("services.web.supervised.log: The log must be a file inside the home directory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"app/[a-", "/etc/*", "../other/**", "app/../../**", "{a,b"})
  void patternThatIsNoGlobBelowTheHomeIsRefused(String pattern) throws IOException {
    catalog.with("shop", HEAD + "data: [\"" + pattern + "\"]\n");
    assertProblem("data[0]: «" + pattern + "» is not a glob below the home directory.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"app/pay/**", "app/Pay.java", "config/pay.yml", ".env", "config/p*.yml"})
  void moduleMayHaveManagedFiles(String pattern) throws IOException {
    catalog.with("shop", module("files: { include: [\"" + pattern + "\"] }"));
    assertThat(catalog.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"other/**", "**", "config/pay.txt", ".env.local", "appendix/**"})
  void moduleWithFilesThatAreNotManagedIsRefused(String pattern) throws IOException {
    catalog.with("shop", module("files: { include: [\"" + pattern + "\"] }"));
    assertProblem(
        "modules.pay.files.include[0]: «" + pattern + "» is not among the managed files.");
  }

  @Test
  void moduleWithAnUnknownServiceIsRefused() throws IOException {
    catalog.with("shop", module("files: { include: [app/pay] }, service: web"));
    assertProblem("modules.pay.service: There is no service «web».");
  }

  @Test
  void processProbeOfAModuleNeedsAService() throws IOException {
    catalog.with(
        "shop", module("files: { include: [app/pay] }, health: [{ name: alive, process: {} }]"));
    assertProblem("modules.pay.health[0].process: The module has no service");
  }

  @Test
  void servicesThatRequireEachOtherAreRefusedOnce() throws IOException {
    catalog.with(
        "shop",
        HEAD
            + """
            services:
              front: { title: F, supervised: { command: [f] }, requires: [a] }
              a: { title: A, supervised: { command: [a] }, requires: [b] }
              b: { title: B, supervised: { command: [b] }, requires: [c] }
              c: { title: C, supervised: { command: [c] }, requires: [a] }
            """);
    assertProblem(
        "services.a.requires: No order to start them in: a requires b requires c requires a.");
  }

  @Test
  void minimalServerMustNotRequireAService() throws IOException {
    catalog.with(
        "shop",
        service("supervised: { command: [web] }")
            + "minimal: { title: M, supervised: { command: [m] }, requires: [web] }\n");
    assertProblem("minimal.requires[0]: The minimal server answers when nothing else can");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost/health", "ftp://localhost/", "http://", "http://a b/"})
  void urlThatCannotBeAskedIsRefused(String url) throws IOException {
    catalog.with("shop", health("name: up, http: { url: \"" + url + "\" }"));
    assertProblem("services.web.health[0].http.url: «" + url + "» is not an http or https URL");
  }

  @Test
  void probesOfOneNameAreRefused() throws IOException {
    catalog.with("shop", health("name: up, process: {} }, { name: up, tcp: { port: 80 }"));
    assertProblem("services.web.health[1].name: Another probe here has this name.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name: up", "name: up, process: {}, tcp: { port: 80 }"})
  void probeIsOfExactlyOneKind(String probe) throws IOException {
    catalog.with("shop", health(probe));
    assertProblem(
        "services.web.health[0]: Write exactly one of http, websocket, process, tcp, command, log, resources, sql, revision, files and baseline.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "0ms", "PT0S", "PT", "P", "-5s", "5 s", "5d", "5", "soon"})
  void timeLimitIsADurationAboveZero(String limit) throws IOException {
    catalog.with("shop", health("name: up, process: {}, timeout: \"" + limit + "\""));
    assertProblem("services.web.health[0].timeout: «" + limit + "»: Write a duration");
  }

  @Test
  void numberWhereADurationBelongsIsToldWhatToWrite() throws IOException {
    catalog.with("shop", health("name: up, process: {}, timeout: 5"));
    assertProblem("This is a whole number and must be text. Write a duration such as 500ms");
  }

  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "5s,PT5S", "2m,PT2M", "1h,PT1H", "PT1M30S,PT1M30S", "P1D,PT24H"})
  void durationIsShortOrIso(String written, Duration expected) throws IOException {
    catalog.with("shop", health("name: up, process: {}, timeout: " + written));
    var web = catalog.load().application(new ApplicationId("shop")).service(new ServiceId("web"));
    assertThat(web.health().get(0).timeout()).isEqualTo(expected);
  }

  @Test
  void expectedJsonIsComparedAsText() throws IOException {
    catalog.with(
        "shop",
        health("name: up, http: { url: http://localhost/, json: { /ok: true, /n: 3, /v: 1.0 } }"));
    var web = catalog.load().application(new ApplicationId("shop")).service(new ServiceId("web"));
    assertThat(web.health().get(0))
        .isInstanceOfSatisfying(
            ProbeSpec.Http.class,
            http ->
                assertThat(http.json()).isEqualTo(Map.of("/ok", "true", "/n", "3", "/v", "1.0")));
  }

  @Test
  void secretThatIsNotThereIsRefused() throws IOException {
    catalog.with(
        "shop",
        service(
            "commands: { start: [a], stop: [b], status: [c], secrets: { T: env:NOT_SET_HERE } }"));
    assertProblem("services.web.commands.secrets.T: The secret env:NOT_SET_HERE is not there.");
  }

  @Test
  void secretInAFileIsFound() throws IOException {
    var file = Files.writeString(root.resolve("token"), "hush");
    catalog.with(
        "shop", service("supervised: { command: [web], secrets: { T: file:" + file + " } }"));
    assertThat(catalog.problems()).isEmpty();
  }

  @Test
  void secretWrittenWhereItsReferenceBelongsIsNotRepeated() throws IOException {
    catalog.with("shop", service("supervised: { command: [web], secrets: { T: hunter2 } }"));
    assertProblem("services.web.supervised.secrets.T: Write env:NAME or file:/ABSOLUTE/PATH");
    assertThat(catalog.problems().toString()).doesNotContain("hunter2");
  }

  private void assertProblem(String part) throws IOException {
    assertThat(catalog.problems()).singleElement().asString().contains(part);
  }

  private static String service(String run) {
    return HEAD + "services:\n  web:\n    title: Web\n    " + run + "\n";
  }

  private static String health(String probe) {
    return service("supervised: { command: [web] }\n    health: [{ " + probe + " }]");
  }

  private static String module(String settings) {
    return HEAD + "modules:\n  pay: { title: Pay, " + settings + " }\n";
  }
}
