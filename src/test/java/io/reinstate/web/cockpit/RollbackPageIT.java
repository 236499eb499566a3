package io.reinstate.web.cockpit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.reinstate.Browser;
import io.reinstate.Caller;
import io.reinstate.ReinstateTest;
import io.reinstate.Rollback;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page of one act, in Cockpit, on the running application. */
@ReinstateTest
class RollbackPageIT {

  private static final String HOSTILE = "<img src=x onerror=window.hacked=1> <b>bold</b>";

  private static Browser browser;

  @LocalServerPort private int port;
  @Autowired private ManagementService management;

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
  void everythingThatHappenedIsThereInTheWordsOfTheServer() {
    var refused =
        Rollback.start(
            port,
            "olivia",
            "manual-rollback",
            "{\"application\":\"staffed\",\"reason\":\"%s\"}".formatted(HOSTILE));
    complete(
        "olivia",
        refused.task("Tick checklist"),
        "{\"ticked\":[\"1\",\"2\"],\"checklistNote\":\"%s\"}".formatted(HOSTILE));
    complete(
        "samir",
        refused.task("Approve rollback"),
        "{\"decision\":\"refuse\",\"decisionReason\":\"%s\"}".formatted(HOSTILE));
    refused.untilEnded();
    var cockpit = Cockpit.login(browser, port, "adrian");
    var page = cockpit.page;
    cockpit.show("?rollback=" + refused.key);

    assertThat(page.locator("h1 .reinstate-neutral")).hasText("Refused");
    var facts = page.locator(".reinstate-facts").first();
    assertThat(facts).containsText("Reason" + HOSTILE);
    assertThat(facts.locator("dd:has-text('samir (refused)')")).containsText(": " + HOSTILE);
    page.locator("summary:has-text('Plan 1')").click();
    assertThat(page.locator("details[open]").first()).containsText("By hand: Close the shop");
    var ticked = page.locator("details:has-text('What people ticked off') tbody tr").first();
    assertThat(ticked.locator("td").first()).hasText("before");
    assertThat(ticked).containsText(HOSTILE);
    cockpit.picture("rollback-page");

    assertThat(page.locator(".reinstate-tabs .active")).hasText("Manual rollback");
    assertThat(taken(page, "Task_ClaimApplication")).isVisible();
    assertThat(page.locator("section td:has-text('Claim application')")).isVisible();
    page.locator(".reinstate-tabs a:has-text('Approve rollback')").click();
    assertThat(page.locator(".reinstate-tabs .active")).hasText("Approve rollback");
    assertThat(page.locator("section td:has-text('decisionReason') + td")).hasText(HOSTILE);
    assertThat(page.locator(".reinstate-diagram .reinstate-taken").first()).isAttached();
    page.locator("a:has-text('All rollbacks')").click();
    assertThat(page.locator("h1")).hasText("Rollbacks");
    cockpit.isContent();
  }

  /** A failed step is rolled back, and so is what the engine remembers of it. */
  @Test
  void aStepThatStandsStillIsMarkedAndSaysWhy() {
    var stuck = Rollback.start(port, "olivia", "demo-deploy-release", "{\"application\":\"shop\"}");
    var failed = management.createJobQuery().processInstanceId(stuck.instance).withException();
    await("the step fails").until(() -> failed.count() == 1);
    management.setJobRetries(failed.singleResult().getId(), 0);
    var cockpit = Cockpit.login(browser, port, "adrian");
    cockpit.show("?rollback=" + stuck.key);
    var page = cockpit.page;

    assertThat(page.locator("h1 .reinstate-bad")).hasText("Stands still");
    assertThat(page.locator("[data-element-id=Task_DeployRelease].reinstate-stuck")).isVisible();
    var step = page.locator("section tr:has-text('Deploy release')");
    assertThat(step.locator(".reinstate-bad")).containsText("Cannot resolve identifier 'release'");
    cockpit.picture("rollback-page-stuck");
    cockpit.isContent();
  }

  @Test
  void anActThatIsNotThereSaysSoAndLeadsBack() {
    var cockpit = Cockpit.login(browser, port, "adrian");
    cockpit.show("?rollback=nothing-0001");

    assertThat(cockpit.page.locator(".reinstate-problem"))
        .containsText("There is no rollback «nothing-0001»");
    cockpit.page.locator("a:has-text('All rollbacks')").click();
    assertThat(cockpit.page.locator("h1")).hasText("Rollbacks");
  }

  private void complete(String user, String task, String answers) {
    var answer = new Caller(port, user).post("/api/tasks/" + task + "/complete", answers);
    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
  }

  private static Locator taken(Page page, String activity) {
    return page.locator(".reinstate-diagram [data-element-id=" + activity + "].reinstate-taken");
  }
}
