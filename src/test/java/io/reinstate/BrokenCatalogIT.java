package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import io.reinstate.catalog.OwnEntry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with one application is told everywhere, and the others work. */
@Tag("long")
class BrokenCatalogIT {

  @TempDir private Path directory;
  private ChildReinstate reinstate;

  private static final String WITH_A_PAGE =
      """
      modules:
        page:
          title: Page
          files: { include: ["page"] }
          health: [{ name: good, command: { run: [grep, -q, good, page] } }]
      services:
        web:
          title: Web
          supervised: { command: [sleep, "600"], grace: 1s }
          health: [{ name: page, command: { run: [grep, -q, good, page] } }]
      """;

  @BeforeEach
  void writeTheCatalog() throws IOException {
    Files.createDirectories(directory.resolve("catalog"));
    write("library", "");
    write("mistyped", "colour: blue\nshape: round\n");
    write("secretive", "");
    Files.writeString(
        directory.resolve("catalog/secretive.yaml"),
        """
        services:
          web: { title: Web, supervised: { command: [web], secrets: { T: "file:/nowhere/token" } } }
        """,
        StandardOpenOption.APPEND);
    write("homeless", "");
    Files.delete(directory.resolve("homeless"));
    reinstate =
        new ChildReinstate(
            directory, "-Dreinstate.catalog.directory=" + directory.resolve("catalog"));
  }

  private void write(String name, String more) throws IOException {
    Files.createDirectories(directory.resolve(name));
    Files.writeString(
        directory.resolve("catalog/" + name + ".yaml"),
        OwnEntry.of(
                """
                application: %1$s
                title: The %1$s
                home: ../%1$s
                files: { include: ["**"] }
                """
                    .formatted(name))
            + more);
  }

  @AfterEach
  void leaveNothingBehind() throws IOException, InterruptedException {
    reinstate.kill();
    reinstate.run("stop", "shop");
    reinstate.run("stop", "library");
  }

  @Test
  void eachBrokenApplicationIsNamedEverywhereAndTheOthersWork() throws Exception {
    reinstate.start();
    var olivia = new Caller(reinstate.port, "olivia");

    assertThat(reinstate.log())
        .contains("The application homeless is refused", "There is no directory")
        .contains("The application mistyped is refused", "mistyped.yaml:7 colour", "yaml:8 shape")
        .contains("The application secretive is refused", "file:/nowhere/token is not there");
    assertThat(olivia.get("/api/applications").json())
        .extracting(application -> application.path("application").asText())
        .containsExactly("library", "shop");
    var told = olivia.get("/api/catalog").json();
    assertThat(told.path("refused"))
        .extracting(refused -> refused.path("application").asText())
        .containsExactly("homeless", "mistyped", "secretive");
    assertThat(told.at("/refused/1/problems"))
        .extracting(problem -> problem.path("path").asText())
        .containsExactly("colour", "shape");
    var refused =
        olivia.post(
            "/api/runbooks/take-snapshot/start", "{\"application\":\"mistyped\",\"reason\":\"x\"}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("/detail"))
        .contains("«mistyped» is refused", "colour: There is no such key.", "shape");
    theStateOfHealthIsUp();
    assertThat(new Caller(reinstate.port, "adrian").getText("/actuator/prometheus"))
        .contains("reinstate_catalog_refused 3.0", "reinstate_catalog_applications 2.0");
    theOthersWork();
    cockpitNamesThem();
    theCommandLineWorksForTheOthers();
  }

  @Test
  void actEndsAsItWasPlannedThoughTheCatalogBreaksAndTheServerIsKilledMeanwhile() throws Exception {
    var page = directory.resolve("library/page");
    Files.writeString(page, "good");
    write("library", WITH_A_PAGE);
    reinstate.start();
    reinstate.run("start", "library");
    var olivia = new Caller(reinstate.port, "olivia");
    assertThat(
            Rollback.start(
                    reinstate.port,
                    "olivia",
                    "take-snapshot",
                    "{\"application\":\"library\",\"label\":\"good\",\"markStable\":true,"
                        + "\"reason\":\"works\"}")
                .untilEnded()
                .outcome())
        .isEqualTo("snapshot-taken");
    Files.writeString(page, "bad");
    var rollback =
        Rollback.start(
            reinstate.port,
            "olivia",
            "module-rollback",
            "{\"application\":\"library\",\"module\":\"page\",\"reason\":\"bad\"}");
    rollback.task("Approve rollback");

    write("library", "colour: blue\n");
    assertThat(olivia.post("/api/catalog/reload", "{}").text("/unheeded/0/told"))
        .startsWith("The edit of ")
        .contains("of library does not count");
    assertThat(new Caller(reinstate.port, "adrian").post("/api/catalog/reload", "{}").status())
        .isEqualTo(403);
    reinstate.kill();
    reinstate.start();
    assertThat(olivia.get("/api/catalog").json().path("refused"))
        .extracting(refused -> refused.path("application").asText())
        .contains("library");

    OwnDatabaseIT.Shop.approve(reinstate, rollback);
    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored");
    assertThat(page).hasContent("good");
    write("library", WITH_A_PAGE);
    Files.delete(directory.resolve("catalog/homeless.yaml"));
    assertThat(olivia.post("/api/catalog/reload", "{}").json().path("applications"))
        .extracting(JsonNode::asText)
        .contains("library");
  }

  private void theStateOfHealthIsUp() throws IOException, InterruptedException {
    var health = URI.create("http://127.0.0.1:" + reinstate.port + "/actuator/health");
    var anybody =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString());
    assertThat(anybody.statusCode()).isEqualTo(200);
    assertThat(anybody.body()).contains("\"status\":\"UP\"").doesNotContain("mistyped", "catalog");
    var told = new Caller(reinstate.port, "adrian").get("/actuator/health");
    assertThat(told.status()).isEqualTo(200);
    assertThat(told.text("/status")).isEqualTo("UP");
    assertThat(told.text("/components/catalog/status")).isEqualTo("DEGRADED");
    assertThat(told.json().at("/components/catalog/details").toString())
        .contains("mistyped.yaml:7 colour", "homeless.yaml", "secretive.yaml");
    assertThat(
            new Caller(reinstate.port, "nobody-of-that-name").status("GET", health.getPath(), ""))
        .isEqualTo(401);
  }

  private void theOthersWork() {
    var taken =
        Rollback.start(
            reinstate.port,
            "olivia",
            "take-snapshot",
            "{\"application\":\"library\",\"label\":\"first\",\"reason\":\"to have one\"}");
    assertThat(taken.untilEnded().outcome()).isEqualTo("snapshot-taken");
  }

  private void cockpitNamesThem() throws IOException {
    try (var browser = Browser.open()) {
      var page = browser.page();
      page.navigate("http://127.0.0.1:" + reinstate.port + "/camunda/app/cockpit/default/");
      page.waitForLoadState(LoadState.NETWORKIDLE);
      page.locator("input[placeholder=Username]").fill("adrian");
      page.locator("input[placeholder=Password]").fill("Roll-back-1");
      page.waitForResponse(
          answer -> answer.url().contains("/auth/user/default/login/"),
          () -> page.locator("button[type=submit]").click());
      page.locator("a:has-text('Rollbacks')").first().click();
      var section = page.locator(".reinstate-catalog");
      section.locator("summary:has-text('mistyped is refused')").click();
      section.getByText("colour: There is no such key.").waitFor();
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of("target", "screenshots", "cockpit-broken-catalog.png")));
      assertThat(section.innerText()).contains("homeless is refused", "secretive is refused");
    }
  }

  private void theCommandLineWorksForTheOthers() throws Exception {
    assertThat(reinstate.run("status", "library").status()).isZero();
    var refused = reinstate.run("status", "mistyped");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.output()).contains("colour: There is no such key.", "shape");
    assertThat(reinstate.run("applications").output())
        .contains("library", "mistyped is refused", "homeless is refused");
  }
}
