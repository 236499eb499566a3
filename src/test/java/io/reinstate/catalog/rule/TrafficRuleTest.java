package io.reinstate.catalog.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.CatalogFixture;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.catalog.application.ProxySpec;
import io.reinstate.catalog.application.TrafficSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficRuleTest {

  private static final String HEAD =
      """
      application: shop
      title: Shop
      home: ../shop
      files: { include: ["app/**"] }
      services:
        web: { title: Web, supervised: { command: [web] } }
      """;

  @TempDir Path root;

  private CatalogFixture catalog;

  @BeforeEach
  void setUp() throws IOException {
    catalog = new CatalogFixture(root.toRealPath());
  }

  @Test
  void coloursCanBeToldApartAndStarted() throws IOException {
    catalog.with(
        "shop",
        HEAD
            + """
            traffic:
              caddy: { admin: "unix//run/caddy.sock", id: "a/b" }
              colours:
                blue: { upstream: "127.0.0.1:8085", services: [wbe] }
                green: { upstream: "127.0.0.1:8085" }
                red: { upstream: "127.0.0.1; }" }
                pink: { upstream: "127.0.0.1:99999", health: [{ name: up, process: {} }] }
              health:
                - { name: up, http: { url: "127.0.0.1" } }
                - { name: up, process: {} }
            """);

    assertThat(catalog.problems())
        .containsExactlyInAnyOrder(
            "shop.yaml:8 traffic.caddy.admin: «unix//run/caddy.sock» is not an http or https URL"
                + " with a host. Caddy's default is http://127.0.0.1:2019.",
            "shop.yaml:8 traffic.caddy.id: «a/b» cannot be the name of the handler in Caddy:"
                + " letters, digits and . _ : - only.",
            "shop.yaml:10 traffic.colours.blue.services[0]: There is no service «wbe». Did you"
                + " mean web?",
            "shop.yaml:11 traffic.colours.green.upstream: «127.0.0.1:8085» is another colour"
                + " already. Give each its own.",
            "shop.yaml:12 traffic.colours.red.upstream: «127.0.0.1; }» is not a place the proxy"
                + " can reach. Write host:port.",
            "shop.yaml:13 traffic.colours.pink.upstream: «127.0.0.1:99999» is not a place the"
                + " proxy can reach. Write host:port.",
            "shop.yaml:13 traffic.colours.pink.health[0].process: A probe here belongs to no"
                + " service. Ask by http, tcp or command.",
            "shop.yaml:15 traffic.health[0].http.url: «127.0.0.1» is not an http or https URL with"
                + " a host.",
            "shop.yaml:16 traffic.health[1].name: Another probe here has this name. Name them"
                + " apart.",
            "shop.yaml:16 traffic.health[1].process: A probe here belongs to no service. Ask by"
                + " http, tcp or command.");
  }

  @Test
  void haproxyIsReachedByAbsolutePathsAndPlainNames() throws IOException {
    catalog.with(
        "shop",
        HEAD
            + """
            traffic:
              haproxy: { socket: admin.sock, backend: "shop; shutdown", stateFile: state }
              colours: { blue: { upstream: blue }, green: { upstream: "green state" } }
            """);

    assertThat(catalog.problems())
        .containsExactlyInAnyOrder(
            "shop.yaml:8 traffic.haproxy.socket: «admin.sock» is not an absolute path. Write it"
                + " from the root.",
            "shop.yaml:8 traffic.haproxy.stateFile: «state» is not an absolute path. Write it from"
                + " the root.",
            "shop.yaml:8 traffic.haproxy.backend: «shop; shutdown» cannot be the name of the"
                + " backend in HAProxy: letters, digits and . _ : - only.",
            "shop.yaml:9 traffic.colours.green.upstream: «green state» cannot be the name of the"
                + " server in HAProxy: letters, digits and . _ : - only.");
  }

  @Test
  void fileOfNginxIsNoFileOfTheApplication() throws IOException {
    catalog.with(
        "shop",
        HEAD
            + """
            traffic:
              nginx:
                file: %s/shop.conf
                name: "shop {"
                serving: /serving
                test: { run: [nginx, -t], secrets: { TOKEN: "env:NO_SUCH_VARIABLE" } }
                reload: { run: [nginx, -s, reload] }
              colours: { blue: { upstream: "[::1]:1" }, green: { upstream: "shop.example:80" } }
            """
                .formatted(catalog.home("shop")));

    assertThat(catalog.problems())
        .satisfiesExactlyInAnyOrder(
            p ->
                assertThat(p).startsWith("shop.yaml:9 traffic.nginx.file: This is within the home"),
            p -> assertThat(p).contains("traffic.nginx.name: «shop {» cannot be the name of the"),
            p -> assertThat(p).contains("traffic.nginx.serving: «/serving» is not an http"),
            p -> assertThat(p).contains("traffic.nginx.test.secrets.TOKEN: The secret env:NO_"));
  }

  @Test
  void eachProxyBecomesARecord() throws IOException {
    var colours = "  colours: { blue: { upstream: \"b:1\" }, green: { upstream: \"g:1\" } }\n";
    assertThat(load("  caddy: { id: shop }\n" + colours).proxy())
        .isEqualTo(new ProxySpec.Caddy(URI.create("http://127.0.0.1:2019"), "shop"));
    assertThat(load("  haproxy: { socket: /run/h.sock, backend: shop }\n" + colours).proxy())
        .isEqualTo(new ProxySpec.Haproxy(Path.of("/run/h.sock"), "shop", Optional.empty()));
    assertThat(
            load("  nginx: { file: /etc/s.conf, name: shop, serving: \"http://127.0.0.1:1/\","
                    + " test: { run: [t], timeout: 5s }, reload: { run: [r], timeout: 6s } }\n"
                    + colours)
                .proxy())
        .isEqualTo(
            new ProxySpec.Nginx(
                Path.of("/etc/s.conf"),
                "shop",
                URI.create("http://127.0.0.1:1/"),
                new CommandSpec(List.of("t"), Map.of(), Map.of(), Duration.ofSeconds(5)),
                new CommandSpec(List.of("r"), Map.of(), Map.of(), Duration.ofSeconds(6))));
  }

  private TrafficSpec load(String traffic) throws IOException {
    var loaded = catalog.with("shop", HEAD + "traffic:\n" + traffic).load();
    return loaded.applications().iterator().next().traffic().orElseThrow();
  }
}
