package io.reinstate.web.cockpit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import io.reinstate.Browser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Cockpit in a browser, and what the browser complains of on the page Rollbacks. */
final class Cockpit {

  final Page page;
  private final String address;
  private final List<String> complaints = new ArrayList<>();

  private Cockpit(Page page, int port) {
    this.page = page;
    this.address = "http://127.0.0.1:" + port + "/camunda/app/cockpit/default/";
  }

  /** Opens it as one of the demo's people. */
  static Cockpit login(Browser browser, int port, String user) {
    var cockpit = new Cockpit(browser.page(), port);
    var page = cockpit.page;
    page.navigate(cockpit.address);
    page.waitForLoadState(LoadState.NETWORKIDLE);
    page.locator("input[placeholder=Username]").fill(user);
    page.locator("input[placeholder=Password]").fill("Roll-back-1");
    page.waitForResponse(
        answer -> answer.url().contains("/auth/user/default/login/"),
        () -> page.locator("button[type=submit]").click());
    assertThat(page.locator("a:has-text('Rollbacks')").first()).isVisible();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            cockpit.complaints.add(message.text());
          }
        });
    page.onPageError(cockpit.complaints::add);
    return cockpit;
  }

  /** Goes to the page Rollbacks. */
  void show(String parameters) {
    page.navigate(address + "#/rollbacks" + parameters);
  }

  void picture(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
  }

  /** Nothing failed to load, nothing threw, and no text was taken for markup. */
  void isContent() {
    assertThat(complaints).isEmpty();
    assertThat(page.locator(".reinstate-page img, .reinstate-page b")).hasCount(0);
    assertThat(page.evaluate("window.hacked")).isNull();
  }
}
