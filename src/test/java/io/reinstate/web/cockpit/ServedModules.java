package io.reinstate.web.cockpit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Serves the modules of the page Rollbacks and their libraries where the application serves them,
 * and nothing else: no engine, no login. A page may load nothing from anywhere else.
 */
final class ServedModules implements AutoCloseable {

  /** Below it are the files of the plugin. */
  static final String APP = "/camunda/api/cockpit/plugin/reinstate/static/app/";

  private static final String EMPTY_PAGE =
      "<!doctype html><link rel=stylesheet href=\"%splugin.css\"><body></body>".formatted(APP);

  private final HttpServer server;

  ServedModules() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/", exchange -> answer(exchange, 200, "text/html", EMPTY_PAGE.getBytes(UTF_8)));
    files(APP, "plugin-webapp/reinstate/app/");
    files("/webjars/", "META-INF/resources/webjars/");
    files("/bpmn-js/", "META-INF/resources/bpmn-js/");
    server.start();
  }

  /** Answers JSON at a path. */
  void answer(String path, int status, String json) {
    server.createContext(
        path, exchange -> answer(exchange, status, "application/json", json.getBytes(UTF_8)));
  }

  /** The address of an empty page. */
  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void files(String path, String folder) {
    server.createContext(
        path,
        exchange -> {
          var name = folder + exchange.getRequestURI().getPath().substring(path.length());
          try (var file = getClass().getClassLoader().getResourceAsStream(name)) {
            if (file == null) {
              answer(exchange, 404, "text/plain", name.getBytes(UTF_8));
            } else {
              answer(exchange, 200, type(name), file.readAllBytes());
            }
          }
        });
  }

  private static String type(String name) {
    return name.endsWith(".css") ? "text/css" : "text/javascript";
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type + ";charset=UTF-8");
      exchange
          .getResponseHeaders()
          .set("Content-Security-Policy", "default-src 'self';style-src 'self' 'unsafe-inline'");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
