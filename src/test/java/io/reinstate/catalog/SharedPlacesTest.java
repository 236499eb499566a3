package io.reinstate.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.DatabaseId;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharedPlacesTest {

  @TempDir Path root;

  private CatalogFixture catalog;

  @BeforeEach
  void setUp() throws IOException {
    catalog = new CatalogFixture(root.toRealPath());
  }

  private void with(String name, String more) throws IOException {
    catalog.with(
        name,
        """
        application: %s
        title: Some application
        home: ../%1$s
        files: { include: ["app/**"] }
        """
                .formatted(name)
            + more);
  }

  private static String database(String server) {
    return "databases:\n  main: { title: Main, postgresql: { " + server + ", user: u } }\n";
  }

  private static String probe(String probe) {
    return "services:\n  web: { title: Web, supervised: { command: [web] }, health: [{ name: up, "
        + probe
        + " }] }\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "database: orders; database: orders, host: localhost, port: 5432",
        "database: orders, host: DB.example.org; database: orders, host: db.example.org.",
        "database: orders, host: 127.0.0.2; database: orders, host: \"::1\""
      })
  void oneDatabaseOfTwoApplicationsIsToldAndAllowed(String one, String other) throws IOException {
    with("shop", database(one));
    with("blog", database(other));
    with("park", database("database: another"));

    var loaded = catalog.load();

    assertThat(loaded.applications()).hasSize(3);
    assertThat(loaded.warnings())
        .satisfiesExactly(
            w ->
                assertThat(w.toString())
                    .contains(
                        "blog.yaml:", " databases.main: The database ", " is one of shop too"),
            w ->
                assertThat(w.toString())
                    .contains(
                        "shop.yaml:", " databases.main: The database ", " is one of blog too"));
    var shop = loaded.application(new ApplicationId("shop"));
    assertThat(loaded.sharing(shop, new DatabaseId("main")))
        .extracting(
            shared -> shared.application().id().value(), shared -> shared.database().value())
        .containsExactly(tuple("blog", "main"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "database: orders, port: 5433",
        "database: order",
        "database: orders, host: db.example.org"
      })
  void anotherHostPortOrNameIsAnotherDatabase(String other) throws IOException {
    with("shop", database("database: orders"));
    with("blog", database(other));

    assertThat(catalog.load().warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "tcp: { port: 8080 }; http: { url: \"http://localhost:8080/health\" }",
        "http: { url: \"http://127.0.0.1/\" }; tcp: { host: \"0.0.0.0\", port: 80 }",
        "http: { url: \"https://[::1]/\" }; tcp: { port: 443 }"
      })
  void onePortOfThisMachineForTwoApplicationsIsTold(String one, String other) throws IOException {
    with("shop", probe(one));
    with("blog", probe(other));

    assertThat(catalog.load().warnings())
        .hasSize(2)
        .allSatisfy(w -> assertThat(w.path()).isEqualTo("services.web.health"))
        .anySatisfy(w -> assertThat(w.what()).contains("is asked by probes of shop too"));
  }

  @Test
  void portOfAnotherMachineIsNobodysBusiness() throws IOException {
    with("shop", probe("tcp: { host: db.example.org, port: 80 }"));
    with("blog", probe("http: { url: \"http://db.example.org/\" }"));

    assertThat(catalog.load().warnings()).isEmpty();
  }
}
