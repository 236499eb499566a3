package io.reinstate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.FilePatterns;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.ModuleSpec;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.SecretReference;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.StateSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogExampleTest {

  private static final ServiceId SHOP = new ServiceId("shop");
  private static final ServiceId SEARCH = new ServiceId("search");

  private static final DatabaseId ORDERS = new DatabaseId("orders");
  private static final URI HEALTH = URI.create("http://127.0.0.1:8085/health");

  @TempDir Path root;

  @Test
  void exampleBecomesAnApplication() throws IOException {
    var shop = shop();

    assertThat(shop.title()).isEqualTo("Demo shop");
    assertThat(shop.home()).isEqualTo(root.resolve("shop"));
    assertThat(shop.files().include()).containsExactly("app/**", "config/**", "modules/**");
    assertThat(shop.files().exclude()).containsExactly("app/cache/**");
    assertThat(shop.data()).containsExactly("data/**");
    assertThat(shop.state())
        .isEqualTo(new StateSpec(List.of("TZ"), Map.of("java", List.of("java", "--version"))));
    assertThat(shop.services().keySet()).containsExactly(SHOP, SEARCH);
    assertThat(shop.module(new ModuleId("payment")).service()).contains(SHOP);
  }

  @Test
  void supervisedServiceHasAbsolutePaths() throws IOException {
    assertThat(shop().service(SHOP).run())
        .isEqualTo(
            new RunSpec.Supervised(
                List.of("java", "app/Shop.java"),
                root.resolve("shop"),
                Map.of("PORT", "8085"),
                Map.of("TOKEN", new SecretReference("env:PATH")),
                Duration.ofSeconds(5),
                root.resolve("shop/log/shop.log"),
                10 * 1024 * 1024,
                Optional.of("HUP"),
                Optional.of(root.resolve("shop/run/shop.pid")),
                RunSpec.Restart.ON_FAILURE,
                5,
                true));
  }

  @Test
  void serviceOfOtherProgramsHasCommands() throws IOException {
    assertThat(shop().service(SEARCH).run())
        .isEqualTo(
            new RunSpec.Commands(
                List.of("systemctl", "start", "search"),
                List.of("systemctl", "stop", "search"),
                List.of("systemctl", "is-active", "search"),
                Optional.of(List.of("systemctl", "reload", "search")),
                root.resolve("shop"),
                Map.of(),
                Map.of(),
                Duration.ofSeconds(30)));
  }

  @Test
  void healthHasEveryKindOfProbeInItsOrder() throws IOException {
    var twoSeconds = Duration.ofSeconds(2);
    assertThat(shop().service(SHOP).health())
        .containsExactly(
            new ProbeSpec.Http(
                "answers",
                URI.create("http://127.0.0.1:8085/health"),
                Optional.of(
                    new ProbeSpec.Request(
                        "POST",
                        Map.of("Content-Type", "application/json"),
                        Optional.of("{\"password\": \"${PASSWORD}\"}"),
                        Map.of("PASSWORD", new SecretReference("env:PATH")))),
                200,
                Map.of("Cache-Control", "no-store"),
                Map.of("/status", "healthy"),
                Optional.of("payment"),
                Duration.ofSeconds(1),
                Optional.of(ProbeSpec.AnsweredBy.SERVICE),
                twoSeconds),
            new ProbeSpec.Process("alive", twoSeconds),
            new ProbeSpec.Tcp(
                "port", "127.0.0.1", 8085, Optional.of(ProbeSpec.AnsweredBy.SERVICE), twoSeconds),
            new ProbeSpec.Command("smoke", List.of("sh", "bin/smoke"), 0, twoSeconds),
            new ProbeSpec.Websocket(
                "live",
                URI.create("ws://127.0.0.1:8085/live"),
                Optional.of("ping"),
                Optional.of("pong"),
                twoSeconds),
            new ProbeSpec.Log(
                "database connected",
                Optional.empty(),
                Optional.empty(),
                Optional.of("database connected"),
                Optional.empty(),
                ProbeSpec.Since.RESTART,
                twoSeconds),
            new ProbeSpec.Resources(
                "frugal", Optional.of(SHOP), Optional.of(80.0), Optional.of(1L << 30), twoSeconds),
            new ProbeSpec.Sql(
                "orders of today are there",
                ORDERS,
                "select count(*) from orders where created > :since",
                Optional.of(Duration.ofDays(1)),
                Optional.empty(),
                Optional.of(BigDecimal.ONE),
                Optional.of(new BigDecimal(1000000)),
                twoSeconds),
            new ProbeSpec.Sql(
                "one currency",
                ORDERS,
                "select min(currency) from orders",
                Optional.empty(),
                Optional.of("EUR"),
                Optional.empty(),
                Optional.empty(),
                twoSeconds),
            new ProbeSpec.Revision(
                "version",
                Optional.of(HEALTH),
                Optional.empty(),
                Optional.of("/version"),
                twoSeconds),
            new ProbeSpec.Revision(
                "version file",
                Optional.empty(),
                Optional.of(root.resolve("shop/app/VERSION")),
                Optional.empty(),
                twoSeconds),
            new ProbeSpec.Files(
                "restored well",
                ProbeSpec.Against.RESTORED,
                List.of("app/**"),
                List.of("app/cache/**"),
                twoSeconds),
            new ProbeSpec.Baseline(
                "as fast as before",
                ProbeSpec.Measure.LATENCY,
                Optional.of(HEALTH),
                Optional.empty(),
                Optional.empty(),
                100,
                twoSeconds),
            new ProbeSpec.Baseline(
                "queue as short as before",
                ProbeSpec.Measure.NUMBER,
                Optional.of(HEALTH),
                Optional.of("/queue"),
                Optional.empty(),
                50,
                twoSeconds),
            new ProbeSpec.Baseline(
                "as frugal as before",
                ProbeSpec.Measure.MEMORY,
                Optional.empty(),
                Optional.empty(),
                Optional.of(SHOP),
                50,
                twoSeconds));
  }

  @Test
  void minimalServerIsAServiceThatRequiresNothing() throws IOException {
    var minimal = shop().minimal().orElseThrow();

    assertThat(minimal.requires()).isEmpty();
    assertThat(minimal.deadline()).isEqualTo(Duration.ofSeconds(10));
    assertThat(((RunSpec.Supervised) minimal.run()).log())
        .isEqualTo(root.resolve("shop/log/minimal.log"));
  }

  @Test
  void whatIsLeftOutHasItsDefault() throws IOException {
    var yaml =
        """
        application: bare
        title: Bare
        home: ../bare
        files: { include: ["**"] }
        services:
          web:
            title: Web
            supervised: { command: [web] }
            health:
              - { name: answers, http: { url: "http://localhost/" } }
              - { name: port, tcp: { port: 80 } }
              - { name: smoke, command: { run: [smoke] } }
        modules:
          pages: { title: Pages, files: { include: ["pages/**"] } }
        """;
    var bare = new CatalogFixture(root).with("bare", yaml).load().application(id("bare"));
    var web = bare.service(new ServiceId("web"));
    var twoSeconds = Duration.ofSeconds(2);

    assertThat(bare)
        .extracting(Application::data, Application::state, Application::minimal)
        .containsExactly(List.of(), StateSpec.NONE, Optional.empty());
    assertThat(web.requires()).isEmpty();
    assertThat(web.deadline()).isEqualTo(Duration.ofSeconds(30));
    assertThat(web.run())
        .isEqualTo(
            new SupervisedBuilder(root.resolve("bare"), "web")
                .grace(Duration.ofSeconds(5))
                .log(root.resolve("bare/log/web.log"))
                .logLimit(10 * 1024 * 1024)
                .build());
    assertThat(web.health())
        .containsExactly(
            new ProbeSpec.Http(
                "answers",
                URI.create("http://localhost/"),
                200,
                Map.of(),
                Duration.ZERO,
                twoSeconds),
            new ProbeSpec.Tcp("port", "127.0.0.1", 80, twoSeconds),
            new ProbeSpec.Command("smoke", List.of("smoke"), 0, twoSeconds));
    assertThat(bare.module(new ModuleId("pages")))
        .isEqualTo(
            new ModuleSpec(
                "Pages",
                new FilePatterns(List.of("pages/**"), List.of()),
                Optional.empty(),
                List.of()));
  }

  private Application shop() throws IOException {
    return new CatalogFixture(root)
        .with("shop", CatalogFixture.example())
        .load()
        .application(id("shop"));
  }

  private static ApplicationId id(String name) {
    return new ApplicationId(name);
  }
}
