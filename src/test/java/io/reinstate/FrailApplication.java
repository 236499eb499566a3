package io.reinstate;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.CatalogSource;
import io.reinstate.catalog.OwnEntry;
import io.reinstate.host.Ports;
import io.reinstate.service.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
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
      OwnEntry.of(
          """
      application: frail
      title: Frail application
      home: ../home
      files: { include: ["mode/**"] }
      services:
        frail:
          title: Frail
          supervised:
            command: [python3, frail.py, "%1$d"]
            grace: 1s
          deadline: 8s
          health:
            - { name: answers, http: { url: "http://127.0.0.1:%1$d/", json: { /mode: ok } }, timeout: 3s }
      modules:
        mode: { title: Mode, files: { include: ["mode/**"] }, service: frail }
      """);

  static final Path SHAM = RunningReinstate.DATA.resolve("frail/sham");

  /** An application whose stop command stops nothing. */
  private static final String SHAM_CATALOG =
      OwnEntry.of(
          """
      application: sham
      title: Application with a sham stop
      home: ../sham
      files: { include: ["mode/**"] }
      services:
        web:
          title: Web
          commands:
            start: [sh, -c, 'kill -0 $(cat pid) || { setsid sleep 600 >/dev/null 2>&1 & echo $! >pid; }']
            stop: [/bin/true]
            status: [sh, -c, 'kill -0 $(cat pid)']
            timeout: 1s
          health:
            - { name: alive, process: {} }
      """);

  private static final String PROGRAM =
      AnsweringProgram.of(
          """
          import signal, sys, threading

          mode = open("mode/mode").read().strip()
          if mode == "dies":
              sys.exit("cannot work like this")
          if mode == "deaf":
              signal.signal(signal.SIGTERM, lambda *ignored: print("I do not hear you"))

          def answer():
              if mode == "mute":
                  threading.Event().wait()
              return {"mode": "ok" if mode == "deaf" else mode}

          """,
          "answer()");

  /** The shop outlives Reinstate; it must not outlive the tests. */
  @Bean
  DisposableBean nothingOutlivesTheTests(Catalog catalog, Services services) {
    return () ->
        catalog
            .applications()
            .forEach(
                application -> {
                  services.stopMinimal(application);
                  if (!Set.of("sham", "tickets").contains(application.id().value())) {
                    services.stopAll(application);
                  }
                });
  }

  @Bean
  CatalogSource frailCatalog() throws IOException {
    var catalog = HOME.resolveSibling("catalog");
    Files.createDirectories(catalog);
    Files.createDirectories(HOME.resolve("mode"));
    Files.writeString(catalog.resolve("frail.yaml"), CATALOG.formatted(PORT));
    Files.createDirectories(SHAM.resolve("mode"));
    Files.writeString(SHAM.resolve("mode/mode"), "ok");
    Files.writeString(catalog.resolve("sham.yaml"), SHAM_CATALOG);
    Files.writeString(HOME.resolve("frail.py"), PROGRAM);
    Files.writeString(HOME.resolve("mode/mode"), "ok");
    return () -> catalog;
  }
}
