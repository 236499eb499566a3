package io.reinstate.health;

import static io.reinstate.health.Verdict.HEALTHY;
import static io.reinstate.health.Verdict.UNHEALTHY;
import static io.reinstate.health.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.application.ProbeSpec;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the WebSockets of a real Tomcat. */
class WebsocketProbeTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @TempDir static Path directory;
  private static Tomcat tomcat;

  /** Says the same back. */
  @ServerEndpoint("/echo")
  public static class Echo {
    @OnMessage
    public String answer(String message) {
      return "echo of " + message;
    }
  }

  /** Greets in two parts, then sends more. */
  @ServerEndpoint("/greeting")
  public static class Greeting {
    @OnOpen
    public void greet(Session session) throws IOException {
      session.getBasicRemote().sendText("wel", false);
      session.getBasicRemote().sendText("come", true);
      session.getBasicRemote().sendText("later", true);
    }
  }

  /** Hangs up at once. */
  @ServerEndpoint("/rude")
  public static class Rude {
    @OnOpen
    public void hangUp(Session session) throws IOException {
      session.close();
    }
  }

  @BeforeAll
  static void startTheServer() throws LifecycleException, DeploymentException {
    tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    var context = tomcat.addContext("", directory.toString());
    context.addServletContainerInitializer(new WsSci(), null);
    Tomcat.addServlet(context, "files", new DefaultServlet());
    context.addServletMappingDecoded("/", "files");
    tomcat.start();
    var container =
        (ServerContainer) context.getServletContext().getAttribute(ServerContainer.class.getName());
    container.addEndpoint(Echo.class);
    container.addEndpoint(Greeting.class);
    container.addEndpoint(Rude.class);
  }

  @AfterAll
  static void stopTheServer() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void openedWebsocketIsHealthy() {
    assertFound(ask("/echo", null, null, TIMEOUT), HEALTHY, "live can be opened");
  }

  @Test
  void expectedAnswerIsHealthy() {
    assertFound(ask("/echo", "ping", "of ping", TIMEOUT), HEALTHY, "live says what is expected");
  }

  @Test
  void firstMessageIsTakenWhole() {
    assertThat(ask("/greeting", null, "welcome", TIMEOUT).verdict()).isEqualTo(HEALTHY);
    assertFound(
        ask("/greeting", null, "later", TIMEOUT),
        UNHEALTHY,
        "live says «welcome», expected «later»");
  }

  @Test
  void silenceIsUnhealthy() {
    // The first opening takes longest.
    assertFound(ask("/echo", null, null, TIMEOUT), HEALTHY, "live can be opened");
    assertFound(
        ask("/echo", null, "anything", Duration.ofSeconds(3)),
        UNHEALTHY,
        "live says nothing within 3 s");
  }

  @Test
  void closedConnectionIsUnhealthy() {
    assertFound(
        ask("/rude", null, "hello", TIMEOUT),
        UNHEALTHY,
        "live at 127.0.0.1:" + port() + " is no proper WebSocket: «closed with status 1000»");
  }

  @Test
  void ordinaryAnswerIsUnhealthy() {
    assertFound(
        ask("/nothing", null, null, TIMEOUT),
        UNHEALTHY,
        "live at 127.0.0.1:" + port() + " opens no WebSocket, but answers 404");
  }

  @Test
  void unknownHostIsUnknown() {
    var spec = spec("ws://no-such-host.invalid/", null, null, TIMEOUT);
    assertThat(new WebsocketProbe().ask(spec).verdict()).isEqualTo(UNKNOWN);
  }

  @Test
  void portNobodyListensAtIsUnhealthy() {
    var spec = spec("ws://127.0.0.1:1/", null, null, TIMEOUT);
    assertFound(
        new WebsocketProbe().ask(spec), UNHEALTHY, "live at 127.0.0.1:1 refuses the connection");
  }

  private static void assertFound(Finding finding, Verdict verdict, String reason) {
    assertThat(finding.reason()).isEqualTo(reason);
    assertThat(finding.verdict()).isEqualTo(verdict);
  }

  private static Finding ask(String path, String send, String expect, Duration timeout) {
    return new WebsocketProbe().ask(spec("ws://127.0.0.1:" + port() + path, send, expect, timeout));
  }

  private static ProbeSpec.Websocket spec(
      String url, String send, String expect, Duration timeout) {
    return new ProbeSpec.Websocket(
        "live", URI.create(url), Optional.ofNullable(send), Optional.ofNullable(expect), timeout);
  }

  private static int port() {
    return tomcat.getConnector().getLocalPort();
  }
}
