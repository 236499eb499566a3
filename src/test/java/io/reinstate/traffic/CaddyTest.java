package io.reinstate.traffic;

import static io.reinstate.traffic.Shop.BLUE;
import static io.reinstate.traffic.Shop.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ProxySpec;
import io.reinstate.host.Cancellation;
import io.reinstate.host.Interrupted;
import io.reinstate.host.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real Caddy. */
class CaddyTest {

  @TempDir Path directory;

  private final Traffic traffic = Shop.traffic();
  private String program;
  private Backend blue;
  private Backend green;
  private int port;
  private int admin;
  private RunningProxy caddy;
  private Application shop;

  @BeforeEach
  void setUp() throws IOException {
    program = Programs.find("caddy");
    blue = new Backend("blue");
    green = new Backend("green");
    port = Ports.free();
    admin = Ports.free();
    start("{\"dial\":\"%s\",\"max_requests\":500}".formatted(blue.address()), true);
    shop = shop("shop");
  }

  @AfterEach
  void tearDown() {
    if (caddy != null) {
      caddy.close();
      blue.close();
      green.close();
    }
  }

  @Test
  void switchesToAndFroUnderLoadWithoutLosingARequest() throws Exception {
    var backends = Map.of(BLUE, blue, GREEN, green);
    new SwitchUnderLoad(traffic, shop, backends, port, !connectionsMigrate()).losesNothing();
  }

  /** Otherwise Linux resets what waits for a listener that Caddy closes. */
  private static boolean connectionsMigrate() throws IOException {
    var setting = Path.of("/proc/sys/net/ipv4/tcp_migrate_req");
    return Files.exists(setting) && Files.readString(setting).strip().equals("1");
  }

  @Test
  void otherSettingsOfTheUpstreamStay() throws Exception {
    traffic.switchTo(shop, GREEN);

    assertThat(get("/id/shop/upstreams"))
        .isEqualTo("[{\"dial\":\"%s\",\"max_requests\":500}]".formatted(green.address()));
  }

  @Test
  void switchIsFoundAgainByResume() throws Exception {
    var done = traffic.switchTo(shop, GREEN);
    caddy.close();
    caddy = new RunningProxy(directory, admin, List.of(program, "run", "--resume"));

    assertThat(done.afterRestart())
        .isEqualTo(
            "Caddy has saved it: started with --resume it finds it again; without, its own"
                + " configuration file decides.");
    assertThat(traffic.active(shop)).isEqualTo(GREEN);
  }

  @Test
  void saysThatACaddyThatSavesNothingForgets() throws Exception {
    caddy.close();
    start("{\"dial\":\"%s\"}".formatted(blue.address()), false);

    assertThat(traffic.switchTo(shop, GREEN).afterRestart())
        .contains("does not save its configuration (admin.config.persist is false)");
  }

  @Test
  void severalUpstreamsAreUnclearUntilOneIsSwitchedTo() throws Exception {
    patch("[{\"dial\":\"%s\"},{\"dial\":\"%s\"}]".formatted(blue.address(), green.address()));

    assertThatThrownBy(() -> traffic.active(shop))
        .isInstanceOf(TrafficUnclear.class)
        .hasMessage(
            "The proxy leads new requests to blue and green at the same time (traffic of"
                + " application shop). Look at the proxy, or switch to the colour that should"
                + " serve: that clears it up.");

    traffic.switchTo(shop, BLUE);
    assertThat(traffic.active(shop)).isEqualTo(BLUE);
  }

  @Test
  void foreignUpstreamIsUnclear() throws Exception {
    patch("[{\"dial\":\"127.0.0.1:1\"}]");

    assertThatThrownBy(() -> traffic.active(shop))
        .hasMessageContaining("127.0.0.1:1, which is no colour of the catalog");
    assertThat(traffic.describe(shop).active()).isEmpty();
  }

  @Test
  void wrongIdIsRefused() throws IOException {
    assertThatThrownBy(() -> traffic.switchTo(shop("shpo"), GREEN))
        .isInstanceOf(ProxyRefused.class)
        .hasMessageContaining("unknown object ID 'shpo'")
        .hasMessageContaining("Give the handler this @id");
  }

  @Test
  void idOfSomethingElseIsRefused() throws IOException {
    assertThatThrownBy(() -> traffic.active(shop("server")))
        .isInstanceOf(ProxyRefused.class)
        .hasMessageContaining("What has the @id server in Caddy is no reverse_proxy handler");
  }

  @Test
  void awayCaddyIsUnreachable() {
    caddy.close();

    assertThatThrownBy(() -> traffic.switchTo(shop, GREEN))
        .isInstanceOf(ProxyUnreachable.class)
        .hasMessageContaining("Connection refused");
    assertThat(traffic.describe(shop).reason()).contains("The proxy cannot be asked");
  }

  @Test
  void changeThatCaddyDoesNotTakeIsToldInItsWords() throws Exception {
    var handler = get("/id/shop");
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/id/shop", exchange -> answer(exchange, 200, handler));
    server.createContext(
        "/id/shop/upstreams", exchange -> answer(exchange, 500, "loading new config: no"));
    server.start();
    try {
      var spec =
          new ProxySpec.Caddy(
              URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "shop");
      var refusing = Shop.behind(spec, directory, blue.address(), green.address());

      assertThatThrownBy(() -> traffic.switchTo(refusing, GREEN))
          .isInstanceOf(ProxyRefused.class)
          .hasMessageContaining("Caddy answers 500: «loading new config: no»")
          .hasMessageEndingWith("The old configuration goes on.");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void changeBetweenReadingAndWritingIsNotOverwritten() throws Exception {
    var changed = new AtomicBoolean();
    var cancellation =
        new Cancellation(
            () -> {
              if (!changed.getAndSet(true)) {
                patchUnchecked("[{\"dial\":\"%s\",\"max_requests\":7}]".formatted(blue.address()));
              }
            });

    cancellation.during(() -> traffic.switchTo(shop, GREEN));

    assertThat(get("/id/shop/upstreams"))
        .isEqualTo("[{\"dial\":\"%s\",\"max_requests\":7}]".formatted(green.address()));
  }

  @Test
  void cancelledSwitchChangesNothing() {
    var cancellation = new Cancellation(() -> {});
    cancellation.cancel("Nobody wants it any more");

    assertThatThrownBy(() -> cancellation.during(() -> traffic.switchTo(shop, GREEN)))
        .isInstanceOf(Interrupted.class);
    assertThat(traffic.active(shop)).isEqualTo(BLUE);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    exchange.sendResponseHeaders(status, body.length());
    exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
    exchange.close();
  }

  private Application shop(String id) throws IOException {
    var spec = new ProxySpec.Caddy(URI.create("http://127.0.0.1:" + admin), id);
    return Shop.behind(spec, directory, blue.address(), green.address());
  }

  private void start(String upstream, boolean persist) throws IOException {
    var config = directory.resolve("caddy.json");
    Files.writeString(
        config,
        """
        {"admin": {"listen": "127.0.0.1:%d", "config": {"persist": %s}},
         "apps": {"http": {"servers": {"shop": {
           "@id": "server",
           "listen": ["127.0.0.1:%d"],
           "automatic_https": {"disable": true},
           "routes": [{"handle": [
             {"@id": "shop", "handler": "reverse_proxy", "upstreams": [%s]}]}]}}}}}
        """
            .formatted(admin, persist, port, upstream));
    var command = List.of(program, "run", "--config", config.toString());
    caddy = new RunningProxy(directory, port, command);
  }

  private String get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body().strip();
  }

  private void patch(String upstreams) throws IOException, InterruptedException {
    var url = URI.create("http://127.0.0.1:" + admin + "/id/shop/upstreams");
    var request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(upstreams))
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private void patchUnchecked(String upstreams) {
    try {
      patch(upstreams);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
