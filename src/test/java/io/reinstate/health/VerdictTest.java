package io.reinstate.health;

import static io.reinstate.health.Verdict.HEALTHY;
import static io.reinstate.health.Verdict.UNHEALTHY;
import static io.reinstate.health.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

  @Test
  void unhealthyBeatsUnknownBeatsHealthy() {
    assertThat(HEALTHY.combine(HEALTHY)).isEqualTo(HEALTHY);
    assertThat(HEALTHY.combine(UNKNOWN)).isEqualTo(UNKNOWN);
    assertThat(UNKNOWN.combine(HEALTHY)).isEqualTo(UNKNOWN);
    assertThat(UNKNOWN.combine(UNHEALTHY)).isEqualTo(UNHEALTHY);
    assertThat(UNHEALTHY.combine(HEALTHY)).isEqualTo(UNHEALTHY);
  }

  @Test
  void reportNamesEveryReasonForItsVerdict() {
    var report =
        HealthReport.of(
            List.of(
                probe("shop", UNHEALTHY, "shop answers 503, expected 200"),
                probe("api", HEALTHY, "api answers 200 after 4 ms"),
                probe("db", UNHEALTHY, "db at localhost:5432 refuses the connection"),
                probe("dns", UNKNOWN, "dns cannot tell")),
            Instant.EPOCH);

    assertThat(report.verdict()).isEqualTo(UNHEALTHY);
    assertThat(report.sentence())
        .isEqualTo(
            "Unhealthy: shop answers 503, expected 200; db at localhost:5432 refuses the connection.");
  }

  @Test
  void healthyReportCountsItsProbes() {
    var one = probe("shop", HEALTHY, "fine");

    assertThat(HealthReport.of(List.of(one), Instant.EPOCH).sentence())
        .isEqualTo("Healthy: the only probe answers as expected.");
    assertThat(HealthReport.of(List.of(one, one), Instant.EPOCH).sentence())
        .isEqualTo("Healthy: all 2 probes answer as expected.");
  }

  private static ProbeResult probe(String name, Verdict verdict, String reason) {
    return new ProbeResult(name, verdict, reason, Duration.ofMillis(4));
  }
}
