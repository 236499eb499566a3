package io.reinstate;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.CatalogSource;
import io.reinstate.catalog.OwnEntry;
import io.reinstate.host.Ports;
import io.reinstate.service.Services;
import io.reinstate.snapshot.store.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application with checklists, steps that people do by hand, and a watch after its rollbacks. It
 * answers what its file {@code mode/mode} says, and reads it anew with every request.
 */
@TestConfiguration(proxyBeanMethods = false)
class StaffedApplication {

  static final int PORT = Ports.free();
  static final Path HOME = RunningReinstate.DATA.resolve("staffed/home");

  private static final String CATALOG =
      OwnEntry.of(
          """
      application: staffed
      title: Staffed application
      home: ../home
      files: { include: ["mode/**"] }
      services:
        counter:
          title: Counter
          supervised: { command: [python3, staffed.py, "%1$d"] }
          deadline: 8s
          health: [{ name: answers, http: { url: "http://127.0.0.1:%1$d/", json: { /mode: ok } } }]
      modules:
        mode: { title: Mode, files: { include: ["mode/**"] }, service: counter }
      phases:
        first: { title: First phase, modules: [mode] }
      checklists:
        before: ["The severity is confirmed.", "The team is told."]
        after: ["The status page is up to date."]
        manual:
          - title: Close the shop
            instructions: Turn the *sign*.
          - title: Reset the counter
            service: counter
      watch: { parts: 15s, everything: 1s }
      """);

  private static final String PROGRAM =
      AnsweringProgram.of("", "{\"mode\": open(\"mode/mode\").read().strip()}");

  @Bean
  Staffed staffed(Catalog catalog, Services services, Snapshots snapshots) {
    return new Staffed(catalog, services, snapshots);
  }

  @Bean
  CatalogSource staffedCatalog() throws IOException {
    var catalog = HOME.resolveSibling("catalog");
    Files.createDirectories(catalog);
    Files.createDirectories(HOME.resolve("mode"));
    Files.writeString(catalog.resolve("staffed.yaml"), CATALOG.formatted(PORT));
    Files.writeString(HOME.resolve("staffed.py"), PROGRAM);
    Files.writeString(HOME.resolve("mode/mode"), "ok");
    return () -> catalog;
  }
}
