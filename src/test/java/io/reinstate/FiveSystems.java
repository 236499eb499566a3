package io.reinstate;

import io.reinstate.catalog.CatalogSource;
import io.reinstate.snapshot.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The five systems that people wrote rollback procedures for by hand, small: names, modules,
 * phases, toggles, colours, levels and databases are theirs, and one Python program plays all their
 * services.
 */
@TestConfiguration(proxyBeanMethods = false)
class FiveSystems {

  static final OneSystem CONSCIOUSNESS = new OneSystem("consciousness", "server");
  static final OneSystem LATTICE = new OneSystem("lattice", "fastapi", "flask", "gradio");
  static final OneSystem ECOSYSTEM = new OneSystem("ecosystem", "ecosystem");
  static final OneSystem JOURNAL = new OneSystem("journal", "blue", "green", "admin", "proxy");
  static final OneSystem AGENTS = new OneSystem("agents", "app");

  @Bean
  CatalogSource fiveSystemsCatalog() throws IOException {
    Needs.programs("git", "python3", "setsid");
    var catalog = RunningReinstate.DATA.resolve("systems/catalog");
    Files.createDirectories(catalog);
    for (var system : List.of(CONSCIOUSNESS, LATTICE, ECOSYSTEM, JOURNAL, AGENTS)) {
      system.install(catalog);
    }
    LATTICE.git("init", "-q", "-b", "main");
    AGENTS.git("init", "-q", "-b", "main");
    return () -> catalog;
  }
}
