package io.reinstate.health;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.List;

/**
 * What all probes of a scope found, asked at the same time.
 *
 * @param verdict of all together: one unhealthy is enough, and so, otherwise, is one unknown
 * @param probes at least one
 * @param at when the last answer was in
 */
public record HealthReport(Verdict verdict, List<ProbeResult> probes, Instant at) {

  public HealthReport {
    probes = List.copyOf(probes);
  }

  static HealthReport of(List<ProbeResult> probes, Instant at) {
    var verdict =
        probes.stream().map(ProbeResult::verdict).reduce(Verdict::combine).orElse(Verdict.UNKNOWN);
    return new HealthReport(verdict, probes, at);
  }

  /** The verdict and its reasons, for people. */
  public String sentence() {
    return switch (verdict) {
      case HEALTHY -> "Healthy: " + count(probes.size()) + " as expected.";
      case UNHEALTHY -> "Unhealthy: " + reasons() + ".";
      case UNKNOWN -> "Nobody can tell: " + reasons() + ".";
    };
  }

  private static String count(int probes) {
    return probes == 1 ? "the only probe answers" : "all " + probes + " probes answer";
  }

  private String reasons() {
    return probes.stream()
        .filter(probe -> probe.verdict() == verdict)
        .map(ProbeResult::reason)
        .collect(joining("; "));
  }
}
