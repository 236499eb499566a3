package io.reinstate.traffic;

import static io.reinstate.traffic.Shop.BLUE;
import static io.reinstate.traffic.Shop.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.NotInCatalog;
import io.reinstate.catalog.application.ProxySpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.TrafficSpec;
import io.reinstate.catalog.application.TrafficSpec.ColourSpec;
import io.reinstate.health.Verdict;
import io.reinstate.host.LocalHost;
import io.reinstate.host.Ports;
import io.reinstate.service.ServiceStatus;
import io.reinstate.service.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not depend on the kind of proxy, on a real HAProxy. */
class TrafficTest {

  private static final ServiceId WEB = new ServiceId("web");

  @TempDir Path directory;

  private final Traffic traffic = Shop.traffic();
  private final Services services = new Services(new LocalHost());
  private Backend blue;
  private Backend green;
  private int port;
  private RunningProxy haproxy;
  private Application shop;

  @BeforeEach
  void setUp() throws IOException {
    var program = Programs.find("haproxy");
    blue = new Backend("blue");
    green = new Backend("green");
    port = Ports.free();
    var socket = directory.resolve("admin.sock");
    var config =
        """
        global
          stats socket %s mode 600 level admin
        defaults
          mode http
          timeout connect 2s
          timeout client 30s
          timeout server 30s
        frontend www
          bind 127.0.0.1:%d
          default_backend shop
        backend shop
          server blue %s
          server green %s disabled
        """
            .formatted(socket, port, blue.address(), green.address());
    var file = Files.writeString(directory.resolve("haproxy.cfg"), config);
    haproxy = new RunningProxy(directory, port, List.of(program, "-db", "-f", file.toString()));
    Shop.awaitHaproxy(new HaproxySocket(socket));
    var colours =
        Map.of(
            BLUE,
            new ColourSpec("blue", List.of(WEB), List.of(Shop.answers("blue", blue.port()))),
            GREEN,
            new ColourSpec("green", List.of(WEB), List.of(Shop.answers("green", green.port()))));
    var spec = new ProxySpec.Haproxy(socket, "shop", Optional.empty());
    var through = List.of(Shop.answers("through", port));
    shop = Shop.with(Optional.of(new TrafficSpec(spec, colours, through)), directory);
  }

  @AfterEach
  void tearDown() {
    if (haproxy != null) {
      services.stop(shop, WEB);
      haproxy.close();
      blue.close();
      green.close();
    }
  }

  @Test
  void describesEveryColourWithServicesAndHealth() {
    green.close();
    services.start(shop, WEB);

    var status = traffic.describe(shop);

    assertThat(status.active()).contains(BLUE);
    assertThat(status.idle()).containsExactly(GREEN);
    assertThat(status.reason()).isEqualTo("The proxy leads new requests to blue");
    assertThat(status.colours().get(BLUE).running()).isTrue();
    assertThat(status.colours().get(BLUE).health().verdict()).isEqualTo(Verdict.HEALTHY);
    assertThat(status.colours().get(GREEN).health().verdict()).isEqualTo(Verdict.UNHEALTHY);
    assertThat(status.colours().get(GREEN).services().get(WEB).state())
        .isEqualTo(ServiceStatus.State.RUNNING);
  }

  @Test
  void describesTheColoursWhenTheProxyIsAway() {
    haproxy.close();

    var status = traffic.describe(shop);

    assertThat(status.active()).isEmpty();
    assertThat(status.idle()).containsExactlyInAnyOrder(BLUE, GREEN);
    assertThat(status.colours().get(BLUE).running()).isFalse();
    assertThat(status.colours().get(BLUE).health().sentence())
        .isEqualTo("Unhealthy: web is not started.");
  }

  @Test
  void awaitsHealthPastAndThroughTheProxy() {
    services.start(shop, WEB);
    assertThat(traffic.awaitHealth(shop, GREEN).verdict()).isEqualTo(Verdict.HEALTHY);
    assertThat(traffic.awaitHealthThroughProxy(shop, GREEN).verdict()).isEqualTo(Verdict.HEALTHY);

    green.close();
    assertThat(traffic.awaitHealth(shop, GREEN).sentence()).contains("refuses the connection");
  }

  @Test
  void colourWithoutProbesIsOfUnknownHealth() throws IOException {
    var spec = shop.traffic().orElseThrow().proxy();
    var silent = Shop.behind(spec, directory, "blue", "green");

    assertThat(traffic.health(silent, GREEN).sentence())
        .isEqualTo("Nobody can tell: no probe is configured for the colour green.");
    assertThat(traffic.awaitHealth(silent, GREEN).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void applicationWithoutColoursHasNoTraffic() throws IOException {
    var plain = Shop.with(Optional.empty(), directory);

    assertThatThrownBy(() -> traffic.active(plain))
        .isInstanceOf(NoTraffic.class)
        .hasMessageContaining("There are no colours (application shop)");
  }

  @Test
  void unknownColourIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> traffic.switchTo(shop, new ColourId("gren")))
        .isInstanceOf(NotInCatalog.class)
        .hasMessageContaining("green");
  }

  @Test
  void crossingSwitchesLeaveExactlyOneColour() throws Exception {
    var other = Shop.traffic();
    for (var i = 0; i < 20; i++) {
      var one = CompletableFuture.runAsync(() -> traffic.switchTo(shop, GREEN));
      var two = CompletableFuture.runAsync(() -> traffic.switchTo(shop, BLUE));
      CompletableFuture.allOf(one, two).get(60, TimeUnit.SECONDS);
      assertThat(other.describe(shop).active()).isPresent();
    }
  }
}
