package io.reinstate;

import io.reinstate.catalog.CatalogSource;
import io.reinstate.catalog.OwnEntry;
import io.reinstate.host.Ports;
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
  static final int BLUE = Ports.free();
  static final int GREEN = Ports.free();
  static final int PROXY = Ports.free();

  static final String AS_DELIVERED =
      """
      # What customers asked for
      export PARALLEL_UPLOADS="true"   # since March
      LIMIT=5
      """;

  private static final String CATALOG =
      OwnEntry.of(
          """
      application: duo
      title: Application of two colours
      home: ../home
      files: { include: ["*.env"] }
      services:
        blue:
          title: Blue
          supervised:
            command: [python3, duo.py, blue, "%1$d"]
          deadline: 8s
          health: [{ name: blue, http: { url: "http://127.0.0.1:%1$d/health", json: { /status: ok } } }]
        green:
          title: Green
          supervised:
            command: [python3, duo.py, green, "%2$d"]
          deadline: 8s
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
      """);

  private static final String PROGRAM =
      """
      import http.server, json, os, sys

      colour = sys.argv[1]

      def says(file):
          return os.path.exists(file) and open(file).read().strip() == colour

      parallel = 'PARALLEL_UPLOADS="true"' in open("duo.env").read()
      uploads = "parallel" if parallel or says("stubborn") else "sequential"

      class Answers(http.server.BaseHTTPRequestHandler):
          protocol_version = "HTTP/1.1"
          def do_GET(self):
              status = 500 if self.path == "/login" and says("no-login") else 200
              body = json.dumps(
                  {"colour": colour, "uploads": uploads, "status": "sick" if says("sick") else "ok"})
              self.send_response(status)
              self.send_header("Content-Length", str(len(body)))
              self.end_headers()
              self.wfile.write(body.encode())
          def log_message(self, *arguments):
              pass

      http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Answers).serve_forever()
      """;

  @Bean
  CatalogSource colouredCatalog() throws IOException {
    var catalog = HOME.resolveSibling("catalog");
    Files.createDirectories(catalog);
    Files.createDirectories(HOME);
    Files.writeString(catalog.resolve("duo.yaml"), CATALOG.formatted(BLUE, GREEN, SOCKET, PROXY));
    Files.writeString(HOME.resolve("duo.py"), PROGRAM);
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
