package io.reinstate.health;

import static io.reinstate.health.Verdict.HEALTHY;
import static io.reinstate.health.Verdict.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reinstate.storage.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a real process that comes to use more. */
class ResourcesBaselineTest {

  private static final String UP = "{ name: page, command: { run: [grep, -q, good, app/page] } }";

  @TempDir Path directory;

  private CatalogShop shop;

  @BeforeEach
  void install() {
    shop = new CatalogShop(directory);
    shop.services.startAll(shop.with(UP));
  }

  @AfterEach
  void stop() {
    shop.services.stopAll(shop.with(UP));
  }

  @Test
  void memoryOfAServiceIsCompared() {
    shop.checks.recordBaseline(shop.with(UP, memory()));

    var result = shop.ask(memory());
    assertThat(result.reason()).contains("memory of web is", "MiB in the baseline");
    assertThat(result.verdict()).isEqualTo(HEALTHY);
  }

  @Test
  void memoryThatGrewBeyondItsShareIsUnhealthy() {
    shop.checks.recordBaseline(shop.with(UP, memory()));

    restarts(
        "hoard=$(head -c 40000000 /dev/zero | tr '\\0' x); touch started; while sleep 1; do :; done");

    var result = shop.ask(memory());
    assertThat(result.reason()).contains("memory of web is", "expected at most 50 % more");
    assertThat(result.verdict()).isEqualTo(UNHEALTHY);
  }

  @Test
  void processorThatIsBusierThanItWasIsUnhealthy() {
    shop.checks.recordBaseline(shop.with(UP, processor()));
    assertThat(shop.ask(processor()).verdict()).isEqualTo(HEALTHY);

    restarts("touch started; while :; do :; done");

    var result = shop.ask(processor());
    assertThat(result.reason()).contains("cpu of web is", "expected at most 50 % more");
    assertThat(result.verdict()).isEqualTo(UNHEALTHY);
  }

  @ParameterizedTest
  @CsvSource({"cpu, 4", "memory, 500000"})
  void littleMoreIsNoiseHoweverLittleIsAllowed(String of, double more) throws Exception {
    var probe = "{ name: quiet, timeout: 500ms, baseline: { of: %s, worse: 0 } }".formatted(of);
    var now = shop.checks.recordBaseline(shop.with(UP, probe)).values().get(of + " of web");
    var file = shop.settings.directory().resolve("shop/baseline.json").toFile();
    var kept = Json.MAPPER.readTree(file);
    ((ObjectNode) kept.get("values")).put(of + " of web", now - more);
    Json.MAPPER.writeValue(file, kept);

    var result = shop.ask(probe);
    assertThat(result.verdict()).as(result.reason()).isEqualTo(HEALTHY);
  }

  private static String memory() {
    return "{ name: frugal, baseline: { of: memory, worse: 50 } }";
  }

  private static String processor() {
    return "{ name: idle, timeout: 500ms, baseline: { of: cpu, worse: 50 } }";
  }

  /** Its service starts again with another program, which makes a file when it has begun. */
  private void restarts(String program) {
    shop.services.stopAll(shop.with(UP));
    shop.write("run.sh", program);
    shop.services.startAll(shop.with(UP));
    await().until(() -> Files.exists(shop.home.resolve("started")));
  }
}
