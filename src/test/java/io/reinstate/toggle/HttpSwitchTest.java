package io.reinstate.toggle;

import static io.reinstate.toggle.ToggleFixture.TOGGLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ToggleSwitch;
import io.reinstate.host.LocalHost;
import io.reinstate.toggle.ToggleState.Position;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real server that keeps what it is sent. */
class HttpSwitchTest {

  private static final String KEY = "4711-Task_SwitchOff";

  @TempDir Path parent;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Toggles toggles = new Toggles(new LocalHost());
  private HttpServer server;
  private volatile String state = "{\"flags\":{\"search\":true}}";
  private volatile int status = 200;
  private ToggleFixture shop;

  @BeforeEach
  void setUp() throws IOException {
    shop = ToggleFixture.below(parent);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/flags", this::answer);
    server.start();
  }

  @AfterEach
  void stopTheServer() {
    server.stop(0);
  }

  @Test
  void switchIsSetAndPutBack() {
    var application = toggle("PATCH", "{\"flags\":{\"search\":{value}}}");

    assertThat(toggles.state(application, TOGGLE).position()).isEqualTo(Position.ON);
    assertThat(set(application).position()).isEqualTo(Position.OFF);
    assertThat(set(application).position()).isEqualTo(Position.OFF);
    toggles.putBack(application, TOGGLE, KEY);
    assertThat(toggles.state(application, TOGGLE).position()).isEqualTo(Position.ON);
    assertThat(requests)
        .containsExactly(
            "PATCH application/json {\"flags\":{\"search\":false}}",
            "PATCH application/json {\"flags\":{\"search\":true}}");
  }

  @Test
  void valueThatIsTextIsSentAsText() {
    state = "{\"flags\":{\"search\":\"true\"}}";
    set(toggle("PUT", "{\"flags\":{\"search\":\"{value}\"}}"));
    assertThat(requests).containsExactly("PUT application/json {\"flags\":{\"search\":\"false\"}}");
  }

  @Test
  void refusalIsSaidWithItsStatus() {
    status = 403;
    assertThatThrownBy(() -> set(toggle("POST", "{value}")))
        .isInstanceOf(ToggleFailed.class)
        .hasMessageContaining("The switch refuses «false»: POST is answered with 403");
  }

  @Test
  void answerWithoutTheValueLeavesTheSwitchAlone() {
    state = "{}";
    assertThatThrownBy(() -> set(toggle("PUT", "{value}")))
        .isInstanceOf(ToggleUnreachable.class)
        .hasMessageContaining("says no value");
    assertThat(requests).isEmpty();
  }

  @Test
  void answerThatIsNotJsonIsSaid() {
    state = "<html>";
    assertThatThrownBy(() -> toggles.state(toggle("PUT", "{value}"), TOGGLE))
        .isInstanceOf(ToggleUnreachable.class)
        .hasMessageContaining("does not answer in JSON");
  }

  @Test
  void addressNobodyListensAtIsSaidWithoutItsSecrets() {
    server.stop(0);
    assertThatThrownBy(() -> set(toggle("PUT", "{value}")))
        .isInstanceOf(ToggleUnreachable.class)
        .hasMessageContaining("cannot be connected to (http://127.0.0.1:")
        .hasMessageNotContaining("hush");
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    var get = exchange.getRequestMethod().equals("GET");
    if (!get) {
      var type = exchange.getRequestHeaders().getFirst("Content-Type");
      requests.add(exchange.getRequestMethod() + " " + type + " " + body);
      state = status == 200 ? body : state;
    }
    var answer = state.getBytes(UTF_8);
    exchange.sendResponseHeaders(get ? 200 : status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private ToggleState set(Application application) {
    return toggles.set(application, TOGGLE, "false", KEY);
  }

  private Application toggle(String method, String body) {
    var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/flags?key=hush");
    return shop.with(
        new ToggleSwitch.Http(url, method, body, url, "/flags/search", Duration.ofSeconds(20)));
  }
}
