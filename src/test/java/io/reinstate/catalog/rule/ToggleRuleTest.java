package io.reinstate.catalog.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.CatalogFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToggleRuleTest {

  private static final String HEAD =
      """
      application: shop
      title: Shop
      home: ../shop
      files: { include: ["**"] }
      services:
        web: { title: Web, supervised: { command: [web] } }
        search:
          title: Search
          commands: { start: [a], stop: [b], status: [c], reload: [d] }
      toggles:
      """;

  private static final String FILE = "file: { path: .env, format: env, key: A }";
  private static final String VALUES = "on: \"1\", off: \"0\"";

  @TempDir Path root;

  @Test
  void everyProblemIsToldAtOnce() throws IOException {
    var yaml =
        HEAD
            + """
                a:
                  title: A
                  file: { path: ../x.json, format: json, key: features }
                  on: "1"
                  off: "1"
                  service: wbe
                  fallback:
                    - { name: f, http: { url: nowhere } }
                    - { name: f, process: {} }
                b:
                  title: B
                  http: { url: ftp://x/, state: "http://x/", body: "{on: 1}", pointer: enabled }
                  on: "1"
                  off: "0"
                c:
                  title: C
                  commands: { set: [switch], state: [switch] }
                  on: "1"
                  off: "a\\nb"
                  apply: nothing
              """;
    assertThat(catalog(yaml).problems())
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).contains("a.off: On and off are the same value."),
            p -> assertThat(p).contains("a.service: There is no service «wbe». Did you mean web?"),
            p -> assertThat(p).contains("a.file.path: The file must be inside the home directory"),
            p -> assertThat(p).contains("a.file.key: «features» is not a JSON pointer."),
            p ->
                assertThat(p).contains("a.fallback[0].http.url: «nowhere» is not an http or https"),
            p -> assertThat(p).contains("a.fallback[1].name: Another probe here has this name."),
            p -> assertThat(p).contains("a.fallback[1].process: A fallback belongs to no service"),
            p -> assertThat(p).contains("b: To restart it, a service must be named."),
            p -> assertThat(p).contains("b.http.url: «ftp://x/» is not an http or https URL"),
            p -> assertThat(p).contains("b.http.body: There is no {value} in it."),
            p -> assertThat(p).contains("b.http.body: This is no JSON, whatever the value."),
            p -> assertThat(p).contains("b.http.pointer: «enabled» is not a JSON pointer."),
            p -> assertThat(p).contains("c.commands.set: There is no {value} in it."),
            p -> assertThat(p).contains("c.off: A value is a text of one line."));
  }

  @ParameterizedTest
  @CsvSource({"web,restart", "search,restart", "search,reload", "web,nothing"})
  void serviceThatCanReadItAgainIsAccepted(String service, String apply) throws IOException {
    assertThat(toggle(FILE, "service: " + service + ", apply: " + apply)).isEmpty();
  }

  @Test
  void serviceThatCannotReloadIsRefused() throws IOException {
    assertThat(toggle(FILE, "service: web, apply: reload"))
        .singleElement()
        .asString()
        .contains("toggles.t.apply: The service «web» has no reload.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env, key: FEATURE_A",
        "properties, key: a.b c",
        "json, key: /a/0/b~1c",
        "yaml, key: /a"
      })
  void keyOfItsFormatIsAccepted(String format) throws IOException {
    assertThat(toggle("file: { path: f, format: " + format + " }", "apply: nothing")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env, key: A=B",
        "env, key: 1A",
        "json, key: a",
        "yaml, key: /a~2",
        "json, key: a/"
      })
  void keyOfAnotherFormatIsRefused(String format) throws IOException {
    assertThat(toggle("file: { path: f, format: " + format + " }", "apply: nothing"))
        .singleElement()
        .asString()
        .contains("toggles.t.file.key: ");
  }

  @Test
  void linkOutOfTheHomeIsRefused() throws IOException {
    Files.createDirectories(root.resolve("shop"));
    Files.createSymbolicLink(
        root.resolve("shop/.env"), Files.writeString(root.resolve("other"), ""));
    assertThat(toggle(FILE, "apply: nothing"))
        .singleElement()
        .asString()
        .contains("toggles.t.file.path: The file must be inside the home directory");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log: { contains: up }",
        "log: { contains: up, file: a.log }",
        "resources: { memory: 5 }",
        "resources: { memory: 5, service: search }",
        "log: { contains: up, service: search }",
        "log: { contains: '(', service: web }",
        "log: { contains: up, service: nope }",
        "websocket: { url: 'http://x/' }"
      })
  void fallbackThatCannotTellIsRefused(String probe) throws IOException {
    assertThat(toggle(FILE, "apply: nothing, fallback: [{ name: f, " + probe + " }]"))
        .singleElement()
        .asString()
        .contains("toggles.t.fallback[0].");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log: { contains: up, service: web }",
        "log: { absent: up, service: search, file: a.log }",
        "log: { absent: up, file: a.log, since: beginning }",
        "resources: { memory: 5, service: web }",
        "websocket: { url: 'wss://x/' }"
      })
  void fallbackThatCanTellIsAccepted(String probe) throws IOException {
    assertThat(toggle(FILE, "apply: nothing, fallback: [{ name: f, " + probe + " }]")).isEmpty();
  }

  private List<String> toggle(String how, String more) throws IOException {
    var toggle = "  t: { title: T, " + how + ", " + VALUES + ", " + more + " }\n";
    return catalog(HEAD + toggle).problems();
  }

  private CatalogFixture catalog(String yaml) throws IOException {
    return new CatalogFixture(root.toRealPath()).with("shop", yaml);
  }
}
