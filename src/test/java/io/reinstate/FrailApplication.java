package io.reinstate;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.CatalogSource;
import io.reinstate.host.Ports;
import io.reinstate.service.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application that fails in the way its file {@code mode/mode} says: {@code ok}, {@code dies},
 * {@code deaf} (ignores SIGTERM) or {@code mute} (takes connections and never answers). It has a
 * module and no minimal server.
 */
@TestConfiguration(proxyBeanMethods = false)
class FrailApplication {

  static final int PORT = Ports.free();
  static final Path HOME = RunningReinstate.DATA.resolve("frail/home");

  private static final String CATALOG =
      """
      application: frail
      title: Frail application
      home: ../home
      files: { include: ["mode/**"] }
      services:
        frail:
          title: Frail
          supervised:
            command: [java, -XX:TieredStopAtLevel=1, -XX:+UseSerialGC, Frail.java]
            environment: { PORT: "%1$d" }
            grace: 1s
          deadline: 8s
          health:
            - { name: answers, http: { url: "http://127.0.0.1:%1$d/", json: { /mode: ok } }, timeout: 1s }
      modules:
        mode: { title: Mode, files: { include: ["mode/**"] }, service: frail }
      """;

  private static final String PROGRAM =
      """
      import com.sun.net.httpserver.HttpServer;
      import java.net.InetSocketAddress;
      import java.nio.file.*;

      public class Frail {
        public static void main(String[] arguments) throws Exception {
          String mode = Files.readString(Path.of("mode/mode")).strip();
          if (mode.equals("dies")) {
            System.out.println("cannot work like this");
            System.exit(3);
          }
          if (mode.equals("deaf")) {
            sun.misc.Signal.handle(new sun.misc.Signal("TERM"), signal -> System.out.println("I do not hear you"));
          }
          HttpServer server =
              HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(System.getenv("PORT"))), 0);
          server.createContext("/", exchange -> {
            if (mode.equals("mute")) {
              return;
            }
            byte[] body = ("{\\"mode\\":\\"" + (mode.equals("deaf") ? "ok" : mode) + "\\"}").getBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
          server.start();
        }
      }
      """;

  /** The shop outlives Reinstate; it must not outlive the tests. */
  @Bean
  DisposableBean nothingOutlivesTheTests(Catalog catalog, Services services) {
    return () ->
        catalog
            .applications()
            .forEach(
                application -> {
                  services.stopMinimal(application);
                  services.stopAll(application);
                });
  }

  @Bean
  CatalogSource frailCatalog() throws IOException {
    var catalog = HOME.resolveSibling("catalog");
    Files.createDirectories(catalog);
    Files.createDirectories(HOME.resolve("mode"));
    Files.writeString(catalog.resolve("frail.yaml"), CATALOG.formatted(PORT));
    Files.writeString(HOME.resolve("Frail.java"), PROGRAM);
    Files.writeString(HOME.resolve("mode/mode"), "ok");
    return () -> catalog;
  }
}
