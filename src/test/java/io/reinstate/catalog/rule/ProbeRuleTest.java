package io.reinstate.catalog.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.CatalogFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Probes that compare: with what is expected in a database, in git, in a snapshot, before. */
class ProbeRuleTest {

  private static final String HEAD =
      """
      application: shop
      title: Shop
      home: ../shop
      files: { include: ["**"] }
      databases:
        orders: { title: Orders, sqlite: { file: orders.db } }
      services:
        search:
          title: Search
          commands: { start: [a], stop: [b], status: [c] }
        web:
          title: Web
          supervised: { command: [web] }
          health:
      """;

  @TempDir Path root;

  @Test
  void onlyASupervisedServiceAnswersByItsOwnProcesses() throws IOException {
    var probes =
        """
              - { name: a, tcp: { port: 1, answeredBy: service } }
        modules:
          cart:
            title: Cart
            files: { include: ["cart/**"] }
            service: search
            health:
              - { name: b, http: { url: "http://x/", answeredBy: service } }
              - { name: c, http: { url: "http://x/", answeredBy: proxy } }
        """;
    assertThat(catalog(HEAD + probes).problems())
        .singleElement()
        .asString()
        .contains("modules.cart.health[0].http.answeredBy: Only of a supervised service is known");
  }

  @Test
  void everyProblemIsToldAtOnce() throws IOException {
    var probes =
        """
              - { name: a, sql: { database: ordres, query: select 1, expect: "1" } }
              - { name: b, sql: { database: orders, query: select 1, within: 1h, least: 2, most: 1 } }
              - { name: c, sql: { database: orders, query: "select :since", least: 1 } }
              - { name: d, revision: { url: "ftp://x/" } }
              - { name: e, files: { include: ["../x"] } }
              - { name: f, baseline: { of: latency, worse: 5, pointer: /a } }
              - { name: g, baseline: { of: number, url: "http://x/", worse: 5, service: web } }
              - { name: h, baseline: { of: cpu, url: "http://x/", worse: 5, service: search } }
        """;
    assertThat(catalog(HEAD + probes).problems())
        .satisfiesExactlyInAnyOrder(
            p ->
                assertThat(p)
                    .contains("[0].sql.database: There is no database «ordres». Did you mean ord"),
            p -> assertThat(p).contains("[1].sql.most: No number is right: this is less than"),
            p -> assertThat(p).contains("[1].sql.within: There is no :since in the query."),
            p -> assertThat(p).contains("[2].sql: Nobody can tell what :since is. Add within:."),
            p -> assertThat(p).contains("[3].revision.url: «ftp://x/» is not an http or https"),
            p -> assertThat(p).contains("[4].files.include[0]: «../x» is not a glob below"),
            p -> assertThat(p).contains("[5].baseline: The key url is missing."),
            p -> assertThat(p).contains("[5].baseline.pointer: Nothing is done with this for lat"),
            p -> assertThat(p).contains("[6].baseline: The key pointer is missing."),
            p -> assertThat(p).contains("[6].baseline.service: Nothing is done with this for num"),
            p -> assertThat(p).contains("[7].baseline.url: Nothing is done with this for cpu."),
            p -> assertThat(p).contains("[7].baseline: Only of a supervised service is known"));
  }

  @Test
  void requestThatCannotBeSentIsRefused() throws IOException {
    var probes =
        """
              - name: a
                http:
                  url: http://x/
                  request:
                    headers: { Authorization: "Bearer ${TOKN}", Host: other }
                    body: "${PASSWORD}"
                    secrets: { TOKEN: env:PATH, PASSWORD: "env:NOT_SET_ANYWHERE" }
        """;
    assertThat(catalog(HEAD + probes).problems())
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).contains("headers.Authorization: There is no TOKN in its secrets."),
            p -> assertThat(p).contains("headers.Host: Reinstate sets this header by itself."),
            p -> assertThat(p).contains("request.body: Only a POST has a body."),
            p ->
                assertThat(p).contains("secrets.PASSWORD: The secret env:NOT_SET_ANYWHERE is not"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sql: { database: orders, query: select 1 }",
        "revision: {}",
        "revision: { url: 'http://x/', file: VERSION }",
        "revision: { file: VERSION, pointer: commit }",
        "files: { against: newest }",
        "baseline: { of: latency, url: 'http://x/' }",
        "baseline: { of: cpu, worse: -1 }",
        "baseline: { of: warmth, worse: 1 }"
      })
  void halfAQuestionIsRefused(String probe) throws IOException {
    assertThat(catalog(HEAD + "      - { name: a, " + probe + " }\n").problems())
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem).contains("services.web.health[0]."));
  }

  @Test
  void baselineOutsideOfServicesAndModulesIsRefused() throws IOException {
    var yaml =
        HEAD
            + "      - { name: alive, process: {} }\n"
            + """
              toggles:
                t:
                  title: T
                  file: { path: .env, format: env, key: A }
                  on: "1"
                  off: "0"
                  apply: nothing
                  fallback:
                    - { name: f, baseline: { of: latency, url: "http://x/", worse: 5 } }
              """;
    assertThat(catalog(yaml).problems())
        .singleElement()
        .asString()
        .contains("toggles.t.fallback[0].baseline: Only services and modules have a baseline.");
  }

  @Test
  void namesThatNothingHasAreToldAtOnce() throws IOException {
    var yaml =
        HEAD
            + "      - { name: alive, process: {} }\n"
            + """
              modules:
                cart: { title: Cart, files: { include: ["cart/**"] } }
              configuration: { include: ["/etc/x"], exclude: ["../x"] }
              phases:
                one: { title: One, modules: [cart, crt, cart] }
              components:
                c:
                  title: C
                  service: wbe
                  health: [{ name: up, http: { url: nowhere } }]
                  options:
                    - toggle: uploads
                    - release: { include: ["../c"] }
              migrations: { database: oders, down: { run: [down], secrets: { A: "env:NOT_SET_X" } } }
              checklists:
                manual: [{ title: Look, service: serch }]
              """;
    assertThat(catalog(yaml).problems())
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).contains("configuration.include[0]: «/etc/x» is not a glob"),
            p -> assertThat(p).contains("configuration.exclude[0]: «../x» is not a glob"),
            p -> assertThat(p).contains("phases.one.modules[1]: There is no module «crt». Did"),
            p -> assertThat(p).contains("phases.one.modules[2]: This module is in the list alr"),
            p -> assertThat(p).contains("components.c.service: There is no service «wbe». Did"),
            p -> assertThat(p).contains("components.c.health[0].http.url: «nowhere» is not an"),
            p -> assertThat(p).contains("components.c.options[0].toggle: There is no toggle «up"),
            p -> assertThat(p).contains("components.c.options[1].release.include[0]: «../c» is"),
            p -> assertThat(p).contains("migrations.database: There is no database «oders». Did"),
            p -> assertThat(p).contains("migrations.down.secrets.A: The secret env:NOT_SET_X is"),
            p -> assertThat(p).contains("checklists.manual[0].service: There is no service «ser"));
  }

  @Test
  void configurationAndComponentsAreManagedFiles() throws IOException {
    var yaml =
        """
        application: shop
        title: Shop
        home: ../shop
        files: { include: ["app/**"] }
        configuration: { include: ["config/**"] }
        components:
          c: { title: C, options: [{ remove: { include: ["lib/**"] } }] }
        modules:
          m: { title: M, files: { include: ["app/m"] } }
        phases:
          p: { title: P, modules: [m], lockFiles: [npm.lock, "app/*.lock"] }
        """;
    assertThat(catalog(yaml).problems())
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).contains("configuration.include[0]: «config/**» is not among the"),
            p -> assertThat(p).contains("lockFiles[0]: «npm.lock» is not among the managed files"),
            p -> assertThat(p).contains("remove.include[0]: «lib/**» is not among the managed"));
  }

  private CatalogFixture catalog(String yaml) throws IOException {
    return new CatalogFixture(root.toRealPath()).with("shop", yaml);
  }

  @Test
  void everythingThatIsNamedMayBeThere() throws IOException {
    assertThat(List.copyOf(catalog(HEAD + "      - { name: a, files: {} }\n").problems()))
        .isEmpty();
  }
}
