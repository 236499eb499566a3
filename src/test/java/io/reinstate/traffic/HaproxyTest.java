package io.reinstate.traffic;

import static io.reinstate.traffic.Shop.BLUE;
import static io.reinstate.traffic.Shop.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ProxySpec;
import io.reinstate.host.Deadline;
import io.reinstate.host.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real HAProxy. */
class HaproxyTest {

  @TempDir Path directory;

  private final Traffic traffic = Shop.traffic();
  private String program;
  private Backend blue;
  private Backend green;
  private int port;
  private Path path;
  private HaproxySocket socket;
  private RunningProxy haproxy;
  private Application shop;

  @BeforeEach
  void setUp() throws IOException {
    program = Programs.find("haproxy");
    blue = new Backend("blue");
    green = new Backend("green");
    port = Ports.free();
    path = directory.resolve("admin.sock");
    socket = new HaproxySocket(path);
    start("server green " + green.address() + " disabled", "admin");
    shop = shop("shop", "green", Optional.empty());
  }

  @AfterEach
  void tearDown() {
    if (haproxy != null) {
      haproxy.close();
      blue.close();
      green.close();
    }
  }

  @Test
  void switchesToAndFroUnderLoadWithoutLosingARequest() throws Exception {
    var backends = Map.of(BLUE, blue, GREEN, green);
    var load = new SwitchUnderLoad(traffic, shop, backends, port).losesNothing();

    assertThat(load.closedUnderUs()).isZero();
  }

  @Test
  void sessionsThatStickToTheOldColourMoveToo() throws Exception {
    haproxy.close();
    start(
        "server green "
            + green.address()
            + " disabled\n  stick-table type string size 1k\n"
            + "  stick on hdr(host)",
        "admin");
    try (var client = new Client(port, true)) {
      assertThat(client.get("/")).isEqualTo("blue");
      traffic.switchTo(shop, GREEN);
      assertThat(client.get("/")).isEqualTo("green");
    }
  }

  @Test
  void bothReadyIsUnclearAndTheSwitchClearsItUp() {
    socket.order("set server shop/green state ready");

    assertThatThrownBy(() -> traffic.active(shop))
        .isInstanceOf(TrafficUnclear.class)
        .hasMessageContaining("leads new requests to blue and green at the same time");

    traffic.switchTo(shop, GREEN);
    assertThat(traffic.active(shop)).isEqualTo(GREEN);
  }

  @Test
  void noneReadyIsUnclearAndTheSwitchClearsItUp() {
    socket.order("set server shop/blue state maint");

    assertThatThrownBy(() -> traffic.active(shop)).hasMessageContaining("requests nowhere");

    traffic.switchTo(shop, BLUE);
    assertThat(traffic.active(shop)).isEqualTo(BLUE);
  }

  @Test
  void drainedAndWeightlessServersAreIdle() throws Exception {
    socket.order("set server shop/green state ready");
    socket.order("set server shop/blue state drain");
    assertThat(traffic.active(shop)).isEqualTo(GREEN);

    socket.order("set server shop/blue state ready");
    socket.order("set weight shop/green 0");
    assertThat(traffic.active(shop)).isEqualTo(BLUE);

    traffic.switchTo(shop, GREEN);
    try (var client = new Client(port, false)) {
      assertThat(client.get("/")).isEqualTo("green");
    }
  }

  @Test
  void serverThatHaproxyHoldsForDownIsNotSwitchedTo() throws Exception {
    haproxy.close();
    green.close();
    start("server green " + green.address() + " check inter 100ms fall 1", "admin");
    var down = Duration.ofSeconds(10);
    assertThat(Deadline.in(down).await(this::greenIsDown, Duration.ofMillis(20), down)).isTrue();

    assertThatThrownBy(() -> traffic.switchTo(shop, GREEN))
        .isInstanceOf(ProxyRefused.class)
        .hasMessageContaining("HAProxy holds the server green for down");
    try (var client = new Client(port, false)) {
      assertThat(client.get("/")).isEqualTo("blue");
    }
  }

  @Test
  void foreignServerIsNotLeftServing() throws Exception {
    haproxy.close();
    start("server green " + green.address() + " disabled\n  server spare 127.0.0.1:1", "admin");

    assertThatThrownBy(() -> traffic.switchTo(shop, GREEN))
        .isInstanceOf(ProxyRefused.class)
        .hasMessageContaining("The backend also leads to spare, which is no colour");
  }

  @Test
  void stateFileKeepsTheSwitchOverARestart() throws Exception {
    var state = directory.resolve("state");
    var kept = shop("shop", "green", Optional.of(state));

    var done = traffic.switchTo(kept, GREEN);
    assertThat(done.afterRestart()).startsWith("It is kept in " + state);
    haproxy.close();
    start("server green " + green.address() + " disabled", "admin");

    assertThat(traffic.active(kept)).isEqualTo(GREEN);
    traffic.switchTo(kept, BLUE);
    assertThat(traffic.active(kept)).isEqualTo(BLUE);
  }

  @Test
  void saysThatARestartForgetsWithoutAStateFile() {
    assertThat(traffic.switchTo(shop, GREEN).afterRestart()).contains("Set stateFile");
  }

  @Test
  void wrongBackendIsRefused() throws IOException {
    var wrong = shop("shpo", "green", Optional.empty());

    assertThatThrownBy(() -> traffic.switchTo(wrong, GREEN))
        .isInstanceOf(ProxyRefused.class)
        .hasMessageContaining("HAProxy shows no servers: «Can't find backend.»");
  }

  @Test
  void wrongServerIsRefused() throws IOException {
    var wrong = shop("shop", "grene", Optional.empty());

    assertThatThrownBy(() -> traffic.switchTo(wrong, GREEN))
        .isInstanceOf(ProxyRefused.class)
        .hasMessageContaining("The backend has no server grene, only blue, green");
  }

  @Test
  void socketThatMayNotSwitchIsRefused() throws Exception {
    haproxy.close();
    start("server green " + green.address() + " disabled", "operator");

    assertThatThrownBy(() -> traffic.switchTo(shop, GREEN))
        .isInstanceOf(ProxyRefused.class)
        .hasMessageContaining("give the socket the level admin");
    assertThat(traffic.active(shop)).isEqualTo(BLUE);
  }

  @Test
  void awayHaproxyIsUnreachable() {
    haproxy.close();

    assertThatThrownBy(() -> traffic.active(shop)).isInstanceOf(ProxyUnreachable.class);
    assertThat(traffic.describe(shop).reason()).contains("The proxy cannot be asked");
  }

  private boolean greenIsDown() {
    return HaproxyServer.parse(socket.ask("show servers state shop")).stream()
        .anyMatch(server -> server.name().equals("green") && !server.up());
  }

  private Application shop(String backend, String greenServer, Optional<Path> stateFile)
      throws IOException {
    var spec = new ProxySpec.Haproxy(path, backend, stateFile);
    return Shop.behind(spec, directory, "blue", greenServer);
  }

  private void start(String servers, String level) throws IOException {
    var config = directory.resolve("haproxy.cfg");
    Files.writeString(
        config,
        """
        global
          stats socket %s mode 600 level %s
          server-state-file %s
        defaults
          mode http
          timeout connect 2s
          timeout client 30s
          timeout server 30s
          load-server-state-from-file global
        frontend www
          bind 127.0.0.1:%d
          default_backend shop
        backend shop
          server blue %s
          %s
        """
            .formatted(path, level, directory.resolve("state"), port, blue.address(), servers));
    var command = List.of(program, "-db", "-f", config.toString());
    haproxy = new RunningProxy(directory, port, command);
    Shop.awaitHaproxy(socket);
  }
}
