package io.reinstate.health;

import static io.reinstate.health.Verdict.HEALTHY;
import static io.reinstate.health.Verdict.UNHEALTHY;
import static io.reinstate.health.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.host.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real server that gets slower. */
class BaselineProbeTest {

  private static final String UP = "{ name: page, command: { run: [grep, -q, good, app/page] } }";

  @TempDir Path directory;

  /** On a port that nobody else is given while it is closed. */
  private WebServer server = new WebServer(Ports.free());

  private CatalogShop shop;

  @BeforeEach
  void install() {
    shop = new CatalogShop(directory);
    shop.services.startAll(shop.with(UP));
  }

  @AfterEach
  void stop() {
    server.close();
    shop.services.stopAll(shop.with(UP));
  }

  @Test
  void withoutABaselineNobodyCanTell() {
    server.answers("/page", 200, "ok");

    var result = shop.ask(latency());
    assertThat(result.verdict()).isEqualTo(UNKNOWN);
    assertThat(result.reason()).contains("no baseline is recorded", "reinstate baseline shop");
  }

  @Test
  void answerThatIsMuchSlowerThanItWasIsUnhealthy() {
    server.answers("/page", 200, "ok");
    shop.checks.recordBaseline(shop.with(UP, latency()));
    assertThat(shop.ask(latency()).reason()).contains("latency of", " ms, ", "in the baseline");
    var port = server.port();
    server.close();

    server = new WebServer(port).answersAfter(1000, "/page", 200, "ok");

    var result = shop.ask(latency());
    assertThat(result.verdict()).isEqualTo(UNHEALTHY);
    assertThat(result.reason()).contains("expected at most 200 % more");
  }

  @Test
  void numberThatGrewBeyondItsShareIsUnhealthy() {
    server.answers("/queue", 200, "{\"waiting\":10}");
    var baseline = shop.checks.recordBaseline(shop.with(UP, number(50)));
    assertThat(baseline.values()).containsValue(10.0);
    assertThat(shop.ask(number(0)).verdict()).isEqualTo(HEALTHY);
    var port = server.port();
    server.close();

    server = new WebServer(port).answers("/queue", 200, "{\"waiting\":14}");

    assertThat(shop.ask(number(50)).verdict()).isEqualTo(HEALTHY);
    assertThat(shop.ask(number(30)).verdict()).isEqualTo(UNHEALTHY);
  }

  @Test
  void whatIsNotHealthyMakesNoBaseline() {
    server.answers("/page", 200, "ok");
    shop.write("app/page", "broken");

    assertThatThrownBy(() -> shop.checks.recordBaseline(shop.with(UP, latency())))
        .isInstanceOf(BaselineNotRecorded.class)
        .hasMessageContaining("Only what is healthy makes a baseline");
    assertThat(file()).doesNotExist();
  }

  @Test
  void whatCannotBeMeasuredMakesNoBaseline() {
    assertThatThrownBy(() -> shop.checks.recordBaseline(shop.with(UP, latency())))
        .isInstanceOf(BaselineNotRecorded.class)
        .hasMessageContaining("fast answers 404");
    assertThatThrownBy(() -> shop.checks.recordBaseline(shop.with(UP)))
        .hasMessageContaining("No probe compares anything with a baseline");
    assertThat(file()).doesNotExist();
  }

  @Test
  void baselineThatIsDamagedCannotTell() throws Exception {
    server.answers("/page", 200, "ok");
    shop.checks.recordBaseline(shop.with(UP, latency()));
    Files.writeString(file(), "{");

    assertThat(shop.ask(latency()).verdict()).isEqualTo(UNKNOWN);
  }

  private Path file() {
    return shop.settings.directory().resolve("shop/baseline.json");
  }

  private String latency() {
    return "{ name: fast, timeout: 20s, baseline: { of: latency, url: \"%s\", worse: 200 } }"
        .formatted(server.url("/page"));
  }

  private String number(int worse) {
    return ("{ name: short, timeout: 5s,"
            + " baseline: { of: number, url: \"%s\", pointer: /waiting, worse: %d } }")
        .formatted(server.url("/queue"), worse);
  }
}
