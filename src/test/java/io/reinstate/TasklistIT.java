package io.reinstate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.LoadState;
import io.reinstate.demo.DemoShop;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The runbooks as people meet them: in Tasklist and Cockpit, in a browser. Screenshots are under
 * {@code target/}.
 */
@ReinstateTest
class TasklistIT {

  private static final int PATIENCE_MILLIS = 60_000;

  private static Browser browser;

  @LocalServerPort private int port;
  @Autowired private DemoShop shop;

  @BeforeAll
  static void open() {
    browser = Browser.open();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void nothingIsRunning() {
    Rollback.cancelAll(port);
  }

  @Test
  void operatorBreaksTheShopAndRollsItBackInAnEmergency() {
    shop.deploy("v1.0.0-stable");
    var page = tasklist("olivia");

    startForm(page, "Demo: deploy a release of the shop");
    picture(page, "deploy-form");
    press(page, "Start");
    assertThat(page.locator(".modal-content")).hasCount(0);
    shopIs("failing");

    startForm(page, "Emergency rollback");
    choose(page, "Field_Application", "Demo shop");
    choose(page, "Field_Target", "stable: healthy after its first start");
    page.locator("textarea").fill("The shop fails since the release");
    picture(page, "emergency-form");
    press(page, "Start");
    assertThat(page.locator("text=The process has been started.")).isVisible();
    shopIs("healthy");
  }

  @Test
  void approverReadsThePlanApprovesItAndAnAuditorReadsWhatHappened() {
    shop.deploy("v1.0.1");
    shopIs("failing");
    var operator = tasklist("olivia");
    startForm(operator, "Module rollback");
    choose(operator, "Field_Application", "Demo shop");
    choose(operator, "Field_Module", "Payment");
    operator.locator("textarea").fill("Payments fail since the release");
    picture(operator, "module-form");
    press(operator, "Start");
    assertThat(operator.locator(".modal-content")).hasCount(0);

    startForm(operator, "Take a snapshot");
    choose(operator, "Field_Application", "Demo shop");
    operator.locator("textarea").fill("in between");
    press(operator, "Start");
    assertThat(operator.locator(".modal-content"))
        .containsText("Something else is being done to shop");
    picture(operator, "second-start-refused");

    var approver = tasklist("samir");
    approver.locator(".task:has-text('Approve rollback')").first().click();
    assertThat(approver.locator(".task-details, .ctn-task, body").first())
        .containsText("modules/payment/providers.properties");
    approve(approver, "approve-form");
    shopIs("healthy");

    auditorReads("samir (approved)", "Module rollback", "Carry out rollback", "Cut over");
  }

  /** Nothing but {@link BroughtRunbook} knows this one. */
  @Test
  void runbookThatWasBroughtAlongStartsFromItsFormAndIsApproved() {
    shop.deploy("v1.0.0-stable");
    var operator = tasklist("olivia");
    startForm(operator, "Restart service");
    choose(operator, "Field_Application", "Demo shop");
    choose(operator, "Field_Service", "Storefront");
    operator.locator("textarea").fill("It leaks memory");
    picture(operator, "brought-form");
    press(operator, "Start");
    assertThat(operator.locator(".modal-content")).hasCount(0);

    var approver = tasklist("petra");
    approver.locator(".task:has-text('Approve rollback')").first().click();
    assertThat(approver.locator(".task-details, .ctn-task, body").first())
        .containsText("Restart service");
    approve(approver, "brought-approval");

    var rollback = Rollback.last(port, "olivia");
    Assertions.assertThat(rollback.untilEnded().outcome()).isEqualTo("services-run");
  }

  private static void approve(Page approver, String name) {
    approver.locator("text=Claim").first().click();
    // Only then is the form of the one who claimed it there.
    assertThat(approver.locator("textarea").first()).isEditable();
    approver.locator("label:has-text('Approve: carry out')").click();
    assertThat(approver.locator("label:has-text('Approve: carry out') input")).isChecked();
    picture(approver, name);
    approver.locator("textarea").first().fill("The plan is fine");
    // At once: the form takes the text half a second later, and the button must not move then.
    press(approver, "Complete");
  }

  private void auditorReads(String decidedBy, String process, String acting, String called) {
    Awaitility.await("restored")
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                new Caller(port, "adrian")
                    .get("/api/rollbacks?most=1")
                    .text("/0/outcome")
                    .equals("restored"));
    var page = login("adrian", "cockpit");
    page.navigate(address("cockpit") + "#/rollbacks");
    var row = page.locator(".reinstate-table tbody tr").first();
    assertThat(row).containsText(decidedBy);
    assertThat(row.locator(".reinstate-outcome")).hasText("Restored");
    picture(page, "rollbacks");
    row.locator("a").click();
    assertThat(page.locator(".reinstate-tabs")).containsText(process);
    assertThat(page.locator(".reinstate-diagram .reinstate-taken").first()).isVisible();
    picture(page, "rollback");
    page.locator(".reinstate-tabs a:has-text('" + acting + "')").click();
    assertThat(page.locator(".reinstate-page")).containsText("Take safety snapshot");
    page.locator(".reinstate-tabs a:has-text('" + called + "')").click();
    assertThat(
            page.locator(".reinstate-diagram [data-element-id=Task_ExchangeFiles].reinstate-taken"))
        .isVisible();
    picture(page, "cut-over");
  }

  private Page tasklist(String user) {
    return login(user, "tasklist");
  }

  private Page login(String user, String application) {
    var page = browser.page();
    page.navigate(address(application));
    page.waitForLoadState(LoadState.NETWORKIDLE);
    page.locator("input[placeholder=Username]").fill(user);
    page.locator("input[placeholder=Password]").fill("Roll-back-1");
    try {
      page.waitForResponse(
          answer -> answer.url().contains("/auth/user/default/login/"),
          new Page.WaitForResponseOptions().setTimeout(PATIENCE_MILLIS),
          () -> page.locator("button[type=submit]").click());
      assertThat(page.locator(".navbar, header").first()).isVisible();
      assertThat(page.locator("input[placeholder=Password]")).hasCount(0);
    } catch (PlaywrightException | AssertionError e) {
      picture(page, "login-failed-" + user);
      throw e;
    }
    return page;
  }

  private String address(String application) {
    return "http://127.0.0.1:" + port + "/camunda/app/" + application + "/default/";
  }

  private static void startForm(Page page, String process) {
    page.locator("text=Start process").first().click();
    page.locator(".modal-content input[ng-model='page.searchValue']").fill(process);
    var link = page.locator(".modal-content a:has-text('" + process + "')");
    assertThat(link).hasCount(1);
    link.click();
    assertThat(page.locator(".modal-content button:has-text('Start')")).isEnabled();
    assertThat(page.locator(".fjs-form")).isVisible();
  }

  private static void choose(Page page, String field, String option) {
    page.locator(".fjs-input-group:has(input[id$=" + field + "])").click();
    page.locator(".fjs-dropdownlist-item:has-text('" + option + "')").first().click();
  }

  private static void press(Page page, String button) {
    page.locator("button:has-text('" + button + "')").last().click();
  }

  private static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
  }

  private static void shopIs(String status) {
    Awaitility.await("shop is " + status)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(
            () ->
                new Caller(RunningReinstate.SHOP_PORT, "anybody")
                    .get("/health")
                    .text("/status")
                    .equals(status));
  }
}
