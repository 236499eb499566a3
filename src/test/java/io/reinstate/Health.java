package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** What the probes of an application say, without touching anything. */
record Health(int port, String application) {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  String verdict() {
    return report().text("/verdict");
  }

  void awaitHealthy() {
    await(application + " is healthy")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              var report = report();
              assertThat(report.text("/verdict")).as("%s", report.json()).isEqualTo("HEALTHY");
            });
  }

  private Caller.Answer report() {
    return new Caller(port, "olivia").get("/api/applications/" + application + "/health");
  }
}
