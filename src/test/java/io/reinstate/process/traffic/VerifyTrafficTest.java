package io.reinstate.process.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.ProxySpec;
import io.reinstate.catalog.application.TrafficSpec;
import io.reinstate.catalog.application.TrafficSpec.ColourSpec;
import io.reinstate.health.HealthChecks;
import io.reinstate.host.LocalHost;
import io.reinstate.host.Ports;
import io.reinstate.process.StepOfARollback;
import io.reinstate.process.Variables;
import io.reinstate.rollback.PlannedAct.SwitchTraffic;
import io.reinstate.rollback.Subject;
import io.reinstate.runbook.KnownRunbooks;
import io.reinstate.service.Services;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.traffic.Traffic;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTrafficTest {

  private static final ColourId BLUE = new ColourId("blue");
  private static final ColourId GREEN = new ColourId("green");

  @TempDir Path home;

  @Test
  void proxyThatCannotBeAskedIsAnAnswerWithItsReason() throws Exception {
    var spec =
        new TrafficSpec(
            new ProxySpec.Caddy(URI.create("http://127.0.0.1:" + Ports.free()), "shop"),
            Map.of(BLUE, colour("127.0.0.1:1"), GREEN, colour("127.0.0.1:2")),
            List.of());
    try (var step =
        new StepOfARollback(ApplicationBuilder.shop(home).traffic(Optional.of(spec)).build())) {
      step.plan(
          KnownRunbooks.TRAFFIC_ROLLBACK,
          new Subject.OneColour(GREEN),
          List.of(),
          List.of(new SwitchTraffic(Optional.of(BLUE), GREEN, "")));

      new VerifyTraffic(step.acts(), traffic(), step.failures()).execute(step);

      assertThat(Variables.VERDICT.get(step)).isEqualTo("unhealthy");
      assertThat(Variables.FAILURE.get(step))
          .startsWith("Nobody can say that the proxy leads to green. ")
          .contains("127.0.0.1");
      assertThat(step.kept())
          .singleElement()
          .satisfies(failure -> assertThat(failure.code()).isEqualTo("UNHEALTHY"))
          .satisfies(failure -> assertThat(failure.text()).isEqualTo(Variables.FAILURE.get(step)));
    }
  }

  private static ColourSpec colour(String upstream) {
    return new ColourSpec(upstream, List.of(), List.of());
  }

  private Traffic traffic() {
    var host = new LocalHost();
    var services = new Services(host);
    var settings = new SnapshotSettings(home.resolve("snapshots"));
    return new Traffic(
        host, services, new HealthChecks(host, services, settings, Clock.systemUTC()));
  }
}
