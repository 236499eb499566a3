package io.reinstate;

import static io.reinstate.ReleasedApplication.git;

import io.reinstate.catalog.CatalogSource;
import io.reinstate.catalog.OwnEntry;
import io.reinstate.host.Ports;
import io.reinstate.snapshot.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application whose server takes up new code on SIGHUP while it goes on serving: what it answers
 * is in memory, and read anew with the signal alone. With a file {@code deaf} in its home it hears
 * the signal and takes up nothing. Of its two releases the second is live.
 */
@TestConfiguration(proxyBeanMethods = false)
class ReloadedApplication {

  static final int PORT = Ports.free();
  static final Path HOME = RunningReinstate.DATA.resolve("reloaded/home");
  static final Path DEAF = HOME.resolve("deaf");

  private static final String CATALOG =
      OwnEntry.of(
          """
      application: reloaded
      title: Reloaded application
      home: ../home
      files: { include: ["app/**", "serve.py"] }
      configuration: { include: ["app/settings"] }
      services:
        web:
          title: Web
          supervised: { command: [python3, serve.py, "%1$d"], grace: 2s, reload: HUP }
          reloadsCode: true
          deadline: 8s
          health:
            - { name: version, revision: { url: "http://127.0.0.1:%1$d/version" } }
      modules:
        prices: { title: Prices, files: { include: ["app/prices"] }, service: web }
      releases: { stable: ["v*-stable"] }
      watch: { code: 0s }
      """);

  private static final String PROGRAM =
      """
      import http.server, os, signal, sys

      def text(name):
          with open("app/" + name) as file:
              return file.read().strip()

      def load():
          return {"/version": text("version"), "/": text("page") + " " + text("prices") + " " + text("settings")}

      running = load()

      def reload(*ignored):
          global running
          if not os.path.exists("deaf"):
              running = load()

      signal.signal(signal.SIGHUP, reload)

      class Answers(http.server.BaseHTTPRequestHandler):
          protocol_version = "HTTP/1.1"
          def do_GET(self):
              body = running[self.path].encode()
              self.send_response(200)
              self.send_header("Content-Length", str(len(body)))
              self.end_headers()
              self.wfile.write(body)
          def log_message(self, *arguments):
              pass

      class Server(http.server.ThreadingHTTPServer):
          request_queue_size = 128

      Server(("127.0.0.1", int(sys.argv[1])), Answers).serve_forever()
      """;

  @Bean
  CatalogSource reloadedCatalog() throws IOException {
    Needs.programs("git", "python3", "setsid");
    var catalog = HOME.resolveSibling("catalog");
    Files.createDirectories(catalog);
    Files.createDirectories(HOME.resolve("app"));
    Files.writeString(catalog.resolve("reloaded.yaml"), CATALOG.formatted(PORT));
    git(HOME, "init", "-q", "-b", "main");
    Files.writeString(HOME.resolve(".gitignore"), "log/\ndeaf\n");
    Files.writeString(HOME.resolve("serve.py"), PROGRAM);
    release("v1.0.0-stable", "one");
    release("v1.1.0", "two");
    return () -> catalog;
  }

  private static void release(String tag, String page) throws IOException {
    Files.writeString(HOME.resolve("app/version"), tag);
    for (var name : new String[] {"page", "prices", "settings"}) {
      Files.writeString(HOME.resolve("app").resolve(name), page);
    }
    git(HOME, "add", "-A");
    git(HOME, "commit", "-q", "-m", "Make it " + page);
    git(HOME, "tag", tag);
  }

  /** The newest release is live, as it was delivered. */
  static void deliver() throws IOException {
    Files.deleteIfExists(DEAF);
    git(HOME, "checkout", "-q", "-f", "main");
  }
}
