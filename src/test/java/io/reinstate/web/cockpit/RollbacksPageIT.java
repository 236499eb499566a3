package io.reinstate.web.cockpit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.reinstate.Browser;
import io.reinstate.Caller;
import io.reinstate.ReinstateTest;
import io.reinstate.Rollback;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The list of all acts, in Cockpit, on the running application. */
@ReinstateTest
class RollbacksPageIT {

  private static final String HOSTILE = "<img src=x onerror=window.hacked=1> <b>bold</b>";
  private static final String ASSETS = "/camunda/api/cockpit/plugin/reinstate/static/";

  private static Browser browser;

  @LocalServerPort private int port;

  @BeforeAll
  static void open() {
    browser = Browser.open();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  @AfterEach
  void nothingIsRunning() {
    Rollback.cancelAll(port);
  }

  @Test
  void everyActIsALineWithWhatCameOfItOrWhatItWaitsFor() {
    var taken =
        Rollback.start(
                port,
                "olivia",
                "take-snapshot",
                "{\"application\":\"shop\",\"label\":\"page\",\"reason\":\"%s\"}"
                    .formatted(HOSTILE))
            .untilEnded();
    var waiting =
        Rollback.start(
            port,
            "olivia",
            "module-rollback",
            "{\"application\":\"shop\",\"module\":\"payment\",\"reason\":\"%s\"}"
                .formatted(HOSTILE));
    waiting.task("Approve rollback");
    var cockpit = Cockpit.login(browser, port, "adrian");
    cockpit.page.locator("a:has-text('Rollbacks')").first().click();

    var ended = line(cockpit, taken.key);
    assertThat(ended.locator(".reinstate-good")).hasText("Snapshot taken");
    assertThat(ended).containsText("Take snapshot");
    var open = line(cockpit, waiting.key);
    assertThat(open.locator(".reinstate-warning")).hasText("Waits for a person");
    assertThat(open.locator(".reinstate-waits")).hasText("Approve rollback: Senior developers");
    assertThat(open.locator("td").nth(1)).hasText("shop / module payment");
    cockpit.picture("rollbacks-page");

    var filter = cockpit.page.getByLabel("Filter");
    filter.fill("waits " + waiting.key);
    assertThat(cockpit.page.locator("tbody tr")).hasCount(1);
    filter.fill(taken.key + " onerror=window.hacked");
    assertThat(cockpit.page.locator("tbody tr")).hasCount(1);
    filter.fill(taken.key + " waits");
    assertThat(cockpit.page.locator(".reinstate-empty")).hasText("None of these matches.");
    filter.fill("");
    line(cockpit, waiting.key).locator("a").click();
    assertThat(cockpit.page.locator("h1"))
        .hasText(Pattern.compile(waiting.key + "\\s+Waits for a person"));
    cockpit.isContent();
  }

  @Test
  void aPageFurtherDownLeadsBack() {
    Rollback.start(
            port,
            "olivia",
            "take-snapshot",
            "{\"application\":\"shop\",\"label\":\"one\",\"reason\":\"one\"}")
        .untilEnded();
    var cockpit = Cockpit.login(browser, port, "adrian");
    cockpit.show("?first=1000");

    assertThat(cockpit.page.locator(".reinstate-empty")).isVisible();
    cockpit.page.locator(".reinstate-pages a:has-text('Newer')").click();
    assertThat(cockpit.page).hasURL(Pattern.compile(".*#/rollbacks\\?first=950$"));
    cockpit.isContent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"app/plugin.js", "app/libraries.js", "app/pages/show.js", "app/plugin.css"})
  void filesOfThePageAreServed(String asset) {
    assertThat(new Caller(port, "adrian").status("GET", ASSETS + asset, "")).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app",
        "app/",
        "app/parts",
        "app/none.js",
        "app/..%2f..%2f..%2fapplication.yaml",
        "application.yaml"
      })
  void nothingElseIsServed(String asset) {
    assertThat(new Caller(port, "adrian").status("GET", ASSETS + asset, "")).isIn(400, 403);
  }

  private static Locator line(Cockpit cockpit, String key) {
    return cockpit.page.locator("tbody tr:has(a:text-is('" + key + "'))");
  }
}
