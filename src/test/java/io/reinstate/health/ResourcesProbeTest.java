package io.reinstate.health;

import static io.reinstate.health.Verdict.HEALTHY;
import static io.reinstate.health.Verdict.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.host.LocalHost;
import io.reinstate.service.Services;
import io.reinstate.service.TestApplication;
import io.reinstate.snapshot.SnapshotSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that idle or do not. */
class ResourcesProbeTest {

  private static final long GIB = 1L << 30;

  @TempDir Path parent;
  private final LocalHost host = new LocalHost();
  private final Services services = new Services(host);
  private final HealthChecks checks =
      new HealthChecks(host, services, new SnapshotSettings(Path.of("unused")), Clock.systemUTC());
  private Application shop;

  @AfterEach
  void stopTheService() {
    if (shop != null) {
      services.stopAll(shop);
    }
  }

  @Test
  void idleServiceIsHealthy() {
    var result = ask("exec sleep 300", Optional.of(5.0), Optional.of(GIB));

    assertThat(result.reason()).matches("web uses \\d+ MiB of memory and \\d % of one core");
    assertThat(result.verdict()).isEqualTo(HEALTHY);
  }

  @Test
  void childThatIsBusyCountsToo() {
    var result = ask("(while :; do :; done) & exec sleep 300", Optional.of(5.0), Optional.empty());

    assertThat(result.reason()).matches("web uses \\d+ % of one core, expected at most 5 %");
    assertThat(result.verdict()).isEqualTo(UNHEALTHY);
  }

  @Test
  void tooMuchMemoryIsUnhealthy() {
    var result = ask("sleep 300 & exec sleep 300", Optional.empty(), Optional.of(1000L));

    assertThat(result.reason()).matches("web uses \\d+ MiB of memory, expected at most 0 MiB");
    assertThat(result.verdict()).isEqualTo(UNHEALTHY);
  }

  @Test
  void serviceThatDoesNotRunIsUnhealthy() {
    build("true", Optional.of(5.0), Optional.empty());

    var result = checks.check(shop, HealthScope.application()).probes().get(0);
    assertThat(result.reason()).contains("web has no process of ours");
    assertThat(result.verdict()).isEqualTo(UNHEALTHY);
  }

  private ProbeResult ask(String script, Optional<Double> cpu, Optional<Long> memory) {
    build(script, cpu, memory);
    services.startAll(shop);
    return checks.check(shop, HealthScope.application()).probes().get(0);
  }

  private void build(String script, Optional<Double> cpu, Optional<Long> memory) {
    var probe =
        new ProbeSpec.Resources("frugal", Optional.empty(), cpu, memory, Duration.ofSeconds(2));
    shop =
        new TestApplication(parent)
            .health(probe)
            .supervised("web", List.of("/bin/sh", "-c", script))
            .build();
  }
}
