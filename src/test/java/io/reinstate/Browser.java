package io.reinstate;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chromium without a window, for tests that look at pages. It is the one of the machine: none is
 * downloaded.
 *
 * <p>Where there is none, a test that opens it is skipped and says so. With {@code
 * REINSTATE_SKIP_NOTHING=true} in the environment, as in CI, it fails instead.
 */
public final class Browser implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Browser.class);

  private static final int PATIENCE_MILLIS = 120_000;

  private static final List<String> ARGUMENTS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;

  private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
    this.playwright = playwright;
    this.chromium = chromium;
  }

  /** Opens the browser, or skips the test that asked for it. */
  public static Browser open() {
    var program = program();
    if (program.isEmpty()) {
      missing("There is no chromium in PATH. On Debian: apt-get install chromium");
    }
    var playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    try {
      var options =
          new BrowserType.LaunchOptions()
              .setExecutablePath(program.orElseThrow())
              .setArgs(ARGUMENTS);
      return new Browser(playwright, playwright.chromium().launch(options));
    } catch (RuntimeException e) {
      playwright.close();
      throw e;
    }
  }

  /** A page of its own, with cookies of its own; 1600 by 900 pixels. */
  public Page page() {
    var options = new com.microsoft.playwright.Browser.NewPageOptions().setViewportSize(1600, 900);
    var page = chromium.newPage(options);
    page.setDefaultTimeout(PATIENCE_MILLIS);
    return page;
  }

  @Override
  public void close() {
    playwright.close();
  }

  private static Optional<Path> program() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(directory -> !directory.isBlank())
        .flatMap(
            directory -> Stream.of("chromium", "chromium-browser").map(Path.of(directory)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static void missing(String what) {
    if (Boolean.parseBoolean(System.getenv("REINSTATE_SKIP_NOTHING"))) {
      Assertions.fail(what);
    }
    LOG.warn("Skipping a test. {}", what);
    Assumptions.abort(what);
  }
}
