package io.reinstate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.SupervisedBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.ProxySpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ServiceSpec;
import io.reinstate.catalog.application.TrafficSpec;
import io.reinstate.catalog.application.TrafficSpec.ColourSpec;
import io.reinstate.health.HealthChecks;
import io.reinstate.host.Deadline;
import io.reinstate.host.LocalHost;
import io.reinstate.service.Services;
import io.reinstate.snapshot.SnapshotSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An application of two colours in a directory of its own, and the traffic that switches it. */
final class Shop {

  static final ColourId BLUE = new ColourId("blue");
  static final ColourId GREEN = new ColourId("green");

  private Shop() {}

  static Traffic traffic() {
    var host = new LocalHost();
    var services = new Services(host);
    return new Traffic(
        host,
        services,
        new HealthChecks(
            host, services, new SnapshotSettings(Path.of("unused")), Clock.systemUTC()));
  }

  /** Two colours without services and probes. */
  static Application behind(ProxySpec proxy, Path parent, String blue, String green)
      throws IOException {
    var colours = new LinkedHashMap<ColourId, ColourSpec>();
    colours.put(BLUE, new ColourSpec(blue, List.of(), List.of()));
    colours.put(GREEN, new ColourSpec(green, List.of(), List.of()));
    return with(Optional.of(new TrafficSpec(proxy, colours, List.of())), parent);
  }

  static Application with(Optional<TrafficSpec> traffic, Path parent) throws IOException {
    return ApplicationBuilder.shop(Files.createDirectories(parent.resolve("shop")))
        .services(Map.of(new ServiceId("web"), sleeper(parent.resolve("shop"))))
        .traffic(traffic)
        .build();
  }

  static CommandSpec command(String... run) {
    return new CommandSpec(List.of(run), Map.of(), Map.of(), Duration.ofSeconds(30));
  }

  /** Waits until HAProxy can be ordered: it may take connections of clients before. */
  static void awaitHaproxy(HaproxySocket socket) {
    var soon = Deadline.in(Duration.ofSeconds(20));
    assertThat(soon.await(() -> answers(socket), Duration.ofMillis(5), Duration.ofMillis(100)))
        .as("HAProxy answers at its socket")
        .isTrue();
  }

  private static boolean answers(HaproxySocket socket) {
    try {
      return !socket.ask("show servers state").isBlank();
    } catch (ProxyUnreachable e) {
      return false;
    }
  }

  /** What answers at the colours is of the test, whatever their services do. */
  static ProbeSpec answers(String name, int port) {
    var url = URI.create("http://127.0.0.1:" + port + "/");
    return new ProbeSpec.Http(
        name,
        url,
        Optional.empty(),
        200,
        Map.of(),
        Map.of(),
        Optional.empty(),
        Duration.ZERO,
        Optional.of(ProbeSpec.AnsweredBy.PROXY),
        Duration.ofSeconds(5));
  }

  private static ServiceSpec sleeper(Path home) {
    var run =
        new SupervisedBuilder(home, "sleep", "60")
            .grace(Duration.ofSeconds(2))
            .log(home.resolve("web.log"))
            .build();
    return new ServiceSpec("Web", run, List.of(), List.of(), Duration.ofSeconds(3));
  }
}
