package io.reinstate;

import io.reinstate.catalog.CatalogSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application of two colours behind HAProxy, which a test starts, with a feature that can be
 * switched off. What it answers hangs on files of its home: {@code sick} has the colour named in it
 * fail, {@code no-login} has the login of the colour named in it fail, {@code stubborn} has it
 * ignore the toggle.
 */
@TestConfiguration(proxyBeanMethods = false)
class ColouredApplication {

  static final Path HOME = RunningReinstate.DATA.resolve("duo/home");
  static final Path TOGGLES = HOME.resolve("duo.env");
  static final Path SOCKET = Path.of("/tmp", "duo-" + ProcessHandle.current().pid() + ".sock");
  static final int BLUE = RunningReinstate.freePort();
  static final int GREEN = RunningReinstate.freePort();
  static final int PROXY = RunningReinstate.freePort();

  static final String AS_DELIVERED =
      """
      # What customers asked for
      export PARALLEL_UPLOADS="true"   # since March
      LIMIT=5
      """;

  private static final String CATALOG =
      """
      application: duo
      title: Application of two colours
      home: ../home
      files: { include: ["*.env"] }
      services:
        blue:
          title: Blue
          supervised:
            command: [java, -XX:TieredStopAtLevel=1, -XX:+UseSerialGC, Duo.java, blue, "%1$d"]
          deadline: 20s
          health: [{ name: blue, http: { url: "http://127.0.0.1:%1$d/health", json: { /status: ok } } }]
        green:
          title: Green
          supervised:
            command: [java, -XX:TieredStopAtLevel=1, -XX:+UseSerialGC, Duo.java, green, "%2$d"]
          deadline: 6s
      traffic:
        haproxy: { socket: "%3$s", backend: duo }
        colours:
          blue:
            upstream: blue
            services: [blue]
            health: [{ name: blue answers, http: { url: "http://127.0.0.1:%1$d/health", json: { /status: ok } } }]
          green:
            upstream: green
            services: [green]
            health: [{ name: green answers, http: { url: "http://127.0.0.1:%2$d/health", json: { /status: ok } } }]
        health:
          - { name: login through the proxy, http: { url: "http://127.0.0.1:%4$d/login" } }
      toggles:
        uploads:
          title: Parallel uploads
          file: { path: duo.env, format: env, key: PARALLEL_UPLOADS }
          on: "true"
          off: "false"
          service: blue
          apply: restart
          fallback:
            - { name: sequential uploads, http: { url: "http://127.0.0.1:%1$d/health", json: { /uploads: sequential } } }
      """;

  private static final String PROGRAM =
      """
      import com.sun.net.httpserver.HttpServer;
      import java.net.InetSocketAddress;
      import java.nio.file.*;
      import java.util.concurrent.Executors;

      public class Duo {
        static boolean says(String file, String colour) throws Exception {
          Path path = Path.of(file);
          return Files.exists(path) && Files.readString(path).strip().equals(colour);
        }
        public static void main(String[] arguments) throws Exception {
          String colour = arguments[0];
          boolean parallel = Files.readString(Path.of("duo.env")).contains("PARALLEL_UPLOADS=\"true\"");
          String uploads = parallel || says("stubborn", colour) ? "parallel" : "sequential";
          HttpServer server =
              HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1])), 64);
          server.setExecutor(Executors.newFixedThreadPool(8));
          server.createContext("/", exchange -> {
            int status = 200;
            String body;
            try {
              if (exchange.getRequestURI().getPath().equals("/login") && says("no-login", colour)) {
                status = 500;
              }
              body = "{\"colour\":\"" + colour + "\",\"uploads\":\"" + uploads + "\",\"status\":\""
                  + (says("sick", colour) ? "sick" : "ok") + "\"}";
            } catch (Exception e) {
              throw new java.io.IOException(e);
            }
            exchange.sendResponseHeaders(status, body.length());
            exchange.getResponseBody().write(body.getBytes());
            exchange.close();
          });
          server.start();
        }
      }
      """;

  @Bean
  CatalogSource colouredCatalog() throws IOException {
    var catalog = HOME.resolveSibling("catalog");
    Files.createDirectories(catalog);
    Files.createDirectories(HOME);
    Files.writeString(catalog.resolve("duo.yaml"), CATALOG.formatted(BLUE, GREEN, SOCKET, PROXY));
    Files.writeString(HOME.resolve("Duo.java"), PROGRAM);
    Files.writeString(TOGGLES, AS_DELIVERED);
    return () -> catalog;
  }

  /** A configuration of HAProxy in which blue serves. */
  static String proxy() {
    return """
        global
          stats socket %s mode 600 level admin
        defaults
          mode http
          timeout connect 2s
          timeout client 30s
          timeout server 30s
        frontend www
          bind 127.0.0.1:%d
          default_backend duo
        backend duo
          server blue 127.0.0.1:%d
          server green 127.0.0.1:%d disabled
        """
        .formatted(SOCKET, PROXY, BLUE, GREEN);
  }
}
