package io.reinstate.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What an application of a test is made of. */
enum Make {
  /** One service, so that many run on one machine. */
  SIMPLE("simple.yaml", "web"),

  /** All that any runbook is about: services that need each other, a database, two colours. */
  WHOLE("whole.yaml", "store", "web", "green");

  private final String catalog;
  private final List<String> services;

  Make(String catalog, String... services) {
    this.catalog = catalog;
    this.services = List.of(services);
  }

  /** The names of its services. */
  List<String> services() {
    return services;
  }

  /** Its file of the catalog, with names in <code>${}</code> to be replaced. */
  String catalog() {
    return resource(catalog);
  }

  /** A file that comes with the tests. */
  static String resource(String name) {
    try (var file = Make.class.getResourceAsStream("/chaos/" + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
