package io.reinstate.health;

import static io.reinstate.health.Verdict.HEALTHY;
import static io.reinstate.health.Verdict.UNHEALTHY;
import static io.reinstate.health.Verdict.UNKNOWN;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.SecretReference;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.host.Deadline;
import io.reinstate.host.Interrupted;
import io.reinstate.host.LocalHost;
import io.reinstate.host.Ports;
import io.reinstate.service.Services;
import io.reinstate.service.TestApplication;
import io.reinstate.snapshot.SnapshotSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthChecksTest {

  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final ServiceId WEB = new ServiceId("web");

  @TempDir Path parent;
  private final WebServer server = new WebServer();
  private final LocalHost host = new LocalHost();
  private final Services services = new Services(host);
  private final HealthChecks checks =
      new HealthChecks(
          host,
          services,
          new SnapshotSettings(Path.of("unused")),
          Clock.fixed(NOW, ZoneOffset.UTC));

  @AfterEach
  void stopTheServer() {
    server.close();
  }

  @Test
  void expectedAnswerIsHealthy() {
    server.answers("/health", 200, "{\"status\":\"up\",\"modules\":{\"payment\":\"ok\"},\"n\":3}");

    var result = ask(http("/health", Map.of("/modules/payment", "ok", "/n", "3")));

    assertThat(result.verdict()).isEqualTo(HEALTHY);
    assertThat(result.reason()).startsWith("shop answers 200 after ");
    assertThat(result.latency()).isPositive();
  }

  @Test
  void wrongHeaderIsUnhealthy() {
    server.redirects("/health", "/login");

    assertThat(ask(answer(302, Map.of("location", "/login"), Optional.empty())).verdict())
        .isEqualTo(HEALTHY);
    assertUnhealthy(
        answer(302, Map.of("Location", "/"), Optional.empty()),
        "shop: the header Location is «/login», expected «/»");
    assertUnhealthy(
        answer(302, Map.of("ETag", "1"), Optional.empty()),
        "shop: the header ETag is missing, expected «1»");
  }

  @Test
  void missingTextIsUnhealthy() {
    server.answers("/health", 200, "<h1>Welcome back</h1>");

    assertThat(ask(answer(200, Map.of(), Optional.of("Welcome"))).verdict()).isEqualTo(HEALTHY);
    assertUnhealthy(
        answer(200, Map.of(), Optional.of("Sorry")), "shop: the answer does not contain «Sorry»");
  }

  @Test
  void wrongStatusIsUnhealthy() {
    server.answers("/health", 503, "");

    assertUnhealthy(http("/health", Map.of()), "shop answers 503, expected 200");
  }

  @Test
  void redirectIsNotFollowed() {
    server.redirects("/health", "/login").answers("/login", 200, "");

    assertUnhealthy(http("/health", Map.of()), "shop answers 302, expected 200");
  }

  @Test
  void wrongFieldIsUnhealthy() {
    server.answers("/health", 200, "{\"modules\":{\"payment\":\"failed\"}}");

    assertUnhealthy(
        http("/health", Map.of("/modules/payment", "ok")),
        "shop: /modules/payment is «failed», expected «ok»");
  }

  @Test
  void missingFieldIsUnhealthy() {
    server.answers("/health", 200, "{}");

    assertUnhealthy(
        http("/health", Map.of("/status", "up")), "shop: /status is missing, expected «up»");
  }

  @Test
  void longFieldIsQuotedInPart() {
    server.answers("/health", 200, "{\"error\":\"" + "x".repeat(500) + "\\nsecond line\"}");

    assertUnhealthy(
        http("/health", Map.of("/error", "none")),
        "shop: /error is «" + "x".repeat(80) + "…», expected «none»");
  }

  @Test
  void answerThatIsNotJsonIsUnhealthyWhereJsonIsExpected() {
    server.answers("/health", 200, "<html>It works!</html>");

    assertThat(ask(http("/health", Map.of())).verdict()).isEqualTo(HEALTHY);
    assertUnhealthy(http("/health", Map.of("/status", "up")), "shop: the answer is not JSON");
  }

  @Test
  void emptyAnswerIsUnhealthyWhereJsonIsExpected() {
    server.answers("/health", 200, "");

    assertUnhealthy(
        http("/health", Map.of("/status", "up")), "shop: /status is missing, expected «up»");
  }

  @Test
  void hugeAnswerIsNotReadToItsEnd() {
    server.answers("/health", 200, "{\"status\":\"up\"," + " ".repeat(4 << 20) + "\"n\":1}");

    assertUnhealthy(
        http("/health", Map.of("/status", "up")),
        "shop: the answer is longer than 1 MiB, expected a short JSON document");
  }

  @Test
  void endpointThatNeverAnswersIsUnhealthy() {
    server.answersAfter(60_000, "/health", 200, "");

    assertUnhealthy(http("/health", SHORT), "shop does not answer within 300 ms");
  }

  @Test
  void loginIsTriedWithSecretsThatNoReportTells() throws IOException {
    server.letsIn("/login", "k-1", "s3cret-of-the-probe");
    var key = Files.writeString(parent.resolve("key"), "k-1\n");
    var password = Files.writeString(parent.resolve("password"), "s3cret-of-the-probe\n");

    assertThat(ask(login(key, password)).verdict()).isEqualTo(HEALTHY);

    Files.writeString(key, "k-2");
    assertUnhealthy(login(key, password), "shop: /in is «password=«***»», expected «true»");
    Files.writeString(key, "k\n-1");
    assertThat(ask(login(key, password)).reason())
        .isEqualTo("shop cannot be asked: a secret has characters that no header may have");
    Files.delete(password);
    var result = ask(login(key, password));
    assertThat(result.verdict()).isEqualTo(UNKNOWN);
    assertThat(result.reason()).contains("The secret cannot be read", "file:" + password);
  }

  private ProbeSpec login(Path key, Path password) {
    var request =
        new ProbeSpec.Request(
            "POST",
            Map.of("Key", "${KEY}"),
            Optional.of("password=${PASSWORD}"),
            Map.of(
                "KEY", new SecretReference("file:" + key),
                "PASSWORD", new SecretReference("file:" + password)));
    return new ProbeSpec.Http(
        "shop",
        server.url("/login"),
        Optional.of(request),
        200,
        Map.of(),
        Map.of("/in", "true"),
        Optional.empty(),
        Duration.ZERO,
        Optional.empty(),
        TIMEOUT);
  }

  @Test
  void answerThatStallsAfterItsHeadersIsUnhealthy() {
    server.stallsAfterTheHeaders("/health");

    assertUnhealthy(http("/health", SHORT), "shop does not answer within 300 ms");
  }

  @Test
  void slowAnswerIsUnhealthy() {
    server.answersAfter(400, "/health", 200, "");
    var url = server.url("/health");

    var result =
        ask(new ProbeSpec.Http("shop", url, 200, Map.of(), Duration.ofMillis(250), TIMEOUT));

    assertThat(result.verdict()).isEqualTo(UNHEALTHY);
    assertThat(result.reason())
        .startsWith("shop answers 200 after ")
        .endsWith(", expected at most 250 ms");
  }

  @Test
  void refusedConnectionIsUnhealthy() {
    var port = Ports.free();
    var url = URI.create("http://127.0.0.1:" + port + "/health");

    assertUnhealthy(
        new ProbeSpec.Http("shop", url, 200, Map.of(), Duration.ZERO, TIMEOUT),
        "shop at 127.0.0.1:" + port + " refuses the connection");
  }

  @Test
  void hostNameThatDoesNotResolveIsUnknown() {
    var url = URI.create("http://no-such-host.invalid/health");

    var result = ask(new ProbeSpec.Http("shop", url, 200, Map.of(), Duration.ZERO, TIMEOUT));

    assertThat(result.verdict()).isEqualTo(UNKNOWN);
    assertThat(result.reason())
        .isEqualTo("shop at no-such-host.invalid cannot be asked: the host name does not resolve");
  }

  @Test
  void serverThatIsNoWebServerIsUnhealthy() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture.runAsync(() -> speakSomethingElse(socket));
      var url = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");

      var result = ask(new ProbeSpec.Http("shop", url, 200, Map.of(), Duration.ZERO, TIMEOUT));

      assertThat(result.verdict()).isEqualTo(UNHEALTHY);
      assertThat(result.reason()).contains("gives no proper answer");
    }
  }

  @Test
  void portThatTakesConnectionsIsHealthy() {
    var result = ask(new ProbeSpec.Tcp("db", "127.0.0.1", server.port(), TIMEOUT));

    assertThat(result.verdict()).isEqualTo(HEALTHY);
    assertThat(result.reason())
        .isEqualTo("db at 127.0.0.1:" + server.port() + " takes connections");
  }

  @Test
  void portThatRefusesConnectionsIsUnhealthy() throws IOException {
    var port = Ports.free();

    assertUnhealthy(
        new ProbeSpec.Tcp("db", "127.0.0.1", port, TIMEOUT),
        "db at 127.0.0.1:" + port + " refuses the connection");
  }

  @Test
  void portOfAHostThatDoesNotResolveIsUnknown() {
    var result = ask(new ProbeSpec.Tcp("db", "no-such-host.invalid", 5432, TIMEOUT));

    assertThat(result.verdict()).isEqualTo(UNKNOWN);
    assertThat(result.reason()).contains("the host name does not resolve");
  }

  @Test
  void commandWithTheExpectedExitStatusIsHealthy() {
    assertThat(ask(command(1, "exit 1")).verdict()).isEqualTo(HEALTHY);
  }

  @Test
  void commandRunsInTheHomeDirectory() {
    assertThat(ask(command(0, "test \"${PWD##*/}\" = shop")).verdict()).isEqualTo(HEALTHY);
  }

  @Test
  void commandWithAnotherExitStatusIsUnhealthy() {
    assertUnhealthy(
        command(0, "echo trying; echo queue is full; exit 2"),
        "queue ends with exit status 2, expected 0: «trying» «queue is full»");
  }

  @Test
  void commandThatIsMissingIsUnknown() {
    var result = ask(new ProbeSpec.Command("queue", List.of("no-such-check"), 0, TIMEOUT));

    assertThat(result.verdict()).isEqualTo(UNKNOWN);
    assertThat(result.reason()).startsWith("queue cannot tell: «no-such-check» cannot be started");
  }

  @Test
  void commandThatHangsIsUnknown() {
    var run = List.of("/bin/sh", "-c", "exec sleep 30");

    var result = ask(new ProbeSpec.Command("queue", run, 0, SHORT));

    assertThat(result.verdict()).isEqualTo(UNKNOWN);
    assertThat(result.reason()).isEqualTo("queue came to no end within 300 ms");
  }

  @Test
  void processIsHealthyWhileItRunsAndUnhealthyAfterwards() {
    var shop = supervised("exec sleep 60", new ProbeSpec.Process("web", TIMEOUT));
    services.start(shop, WEB);
    assertThat(check(shop).verdict()).isEqualTo(HEALTHY);

    services.stop(shop, WEB);

    assertThat(check(shop).verdict()).isEqualTo(UNHEALTHY);
    assertThat(check(shop).sentence()).isEqualTo("Unhealthy: web is not started.");
  }

  @Test
  void processNobodyCanTellOfIsUnknown() {
    var shop =
        new TestApplication(parent)
            .health(new ProbeSpec.Process("web", TIMEOUT))
            .service("web", commands("exit 9"))
            .build();

    assertThat(check(shop).verdict()).isEqualTo(UNKNOWN);
  }

  @Test
  void serviceThatHasEndedIsUnhealthyWhoeverAnswersItsProbe() {
    server.answers("/health", 200, "");
    var shop = supervised("exec sleep 60", http("/health", Map.of()));
    startUnasked();
    assertThat(check(shop).verdict()).isEqualTo(HEALTHY);
    var pid = services.status(shop, WEB).pid().getAsLong();

    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    awaitUntil(() -> services.processes(shop, WEB).isEmpty());

    assertThat(check(shop).sentence()).startsWith("Unhealthy: web has ended");
    assertThat(check(shop).probes())
        .extracting(ProbeResult::verdict)
        .containsExactly(HEALTHY, UNHEALTHY);
    stopUnasked();
    assertThat(check(shop).sentence()).isEqualTo("Unhealthy: web is not started.");
  }

  @Test
  void answerOfSomebodyElseIsUnhealthyWhereTheServiceHasToAnswer() {
    var free = Ports.free();
    var shop = answering(free);
    services.start(shop, WEB);
    try {
      awaitUntil(() -> check(shop).verdict() == HEALTHY);
    } finally {
      services.stop(shop, WEB);
    }

    var other = answering(server.port());
    startUnasked();
    try {
      assertThat(check(other).verdict()).isEqualTo(UNHEALTHY);
      assertThat(check(other).sentence())
          .contains("by somebody else than web: process " + ProcessHandle.current().pid());
    } finally {
      stopUnasked();
    }
  }

  private Application answering(int port) {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var classes = System.getProperty("java.class.path");
    var number = Integer.toString(port);
    var byItself = Optional.of(ProbeSpec.AnsweredBy.SERVICE);
    return new TestApplication(parent)
        .health(new ProbeSpec.Tcp("port", "127.0.0.1", port, byItself, TIMEOUT))
        .supervised("web", List.of(java, "-cp", classes, WebServer.class.getName(), number))
        .build();
  }

  @Test
  void serviceNobodyCanTellOfIsUnknownThoughItsProbeIsAnswered() {
    server.answers("/health", 200, "");
    var shop =
        new TestApplication(parent)
            .health(http("/health", Map.of()))
            .service("web", commands("exit 9"))
            .build();

    assertThat(check(shop).verdict()).isEqualTo(UNKNOWN);
  }

  @Test
  void processThatAProbeAsksIsNotAskedTwice() {
    var shop = supervised("exec sleep 60", new ProbeSpec.Process("alive", TIMEOUT));

    assertThat(check(shop).probes()).extracting(ProbeResult::name).containsExactly("alive");
  }

  @Test
  void runningServiceAloneDoesNotMakeAnApplicationHealthy() {
    var shop = new TestApplication(parent).supervised("web", List.of("sleep", "60")).build();
    assertThat(check(shop).sentence()).isEqualTo("Unhealthy: web is not started.");
    services.start(shop, WEB);
    try {
      assertThat(check(shop).sentence())
          .isEqualTo("Nobody can tell: no probe is configured for this part of shop.");
    } finally {
      services.stop(shop, WEB);
    }
  }

  @Test
  void serviceWhosePortIsTakenIsFoundDeadByItsHealth() {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var classes = System.getProperty("java.class.path");
    var port = Integer.toString(server.port());
    var shop =
        new TestApplication(parent)
            .health(new ProbeSpec.Process("web", TIMEOUT))
            .supervised("web", List.of(java, "-cp", classes, WebServer.class.getName(), port))
            .build();

    services.start(shop, WEB);
    awaitUntil(() -> check(shop).verdict() == UNHEALTHY);

    assertThat(check(shop).sentence()).startsWith("Unhealthy: web has ended");
    assertThat(services.recentLog(shop, WEB, 50)).contains("Address already in use");
  }

  @Test
  void probesAreAskedAllAtOnceAndReportedTogether() {
    server.answers("/broken", 500, "");
    var meet = "touch %s; until [ -e %s ]; do sleep 0.02; done";
    var shop =
        new TestApplication(parent)
            .module("a", Optional.empty(), command(0, meet.formatted("one", "other")))
            .module("b", Optional.empty(), command(0, meet.formatted("other", "one")))
            .module("c", Optional.empty(), http("/broken", Map.of()), command(0, "exit 3"))
            .build();

    var report = check(shop);

    assertThat(report.probes())
        .extracting(ProbeResult::verdict)
        .containsExactly(HEALTHY, HEALTHY, UNHEALTHY, UNHEALTHY);
    assertThat(report.verdict()).isEqualTo(UNHEALTHY);
    assertThat(report.at()).isEqualTo(NOW);
    assertThat(report.sentence())
        .isEqualTo(
            "Unhealthy: shop answers 500, expected 200; queue ends with exit status 3, expected 0.");
  }

  @Test
  void moduleIsAskedTogetherWithItsServiceOnly() {
    server.answers("/web", 200, "").answers("/cart", 200, "");
    var shop =
        new TestApplication(parent)
            .health(named("web", "/web"))
            .supervised("web", List.of("sleep", "60"))
            .health(named("other", "/other"))
            .supervised("other", List.of("sleep", "60"))
            .module("cart", Optional.of("web"), named("cart", "/cart"))
            .module("search", Optional.of("web"), named("search", "/search"))
            .build();

    var report = checks.check(shop, HealthScope.module(new ModuleId("cart")));

    assertThat(report.probes())
        .extracting(ProbeResult::name)
        .containsExactly("web", "cart", "web runs");
    assertThat(check(shop).probes())
        .extracting(ProbeResult::name)
        .containsExactly("web", "other", "cart", "search", "web runs", "other runs");
  }

  @Test
  void minimalServerIsAskedOnItsOwn() {
    var shop =
        new TestApplication(parent)
            .health(new ProbeSpec.Process("minimal", TIMEOUT))
            .minimal(List.of("sleep", "60"))
            .build();

    assertThat(checks.check(shop, HealthScope.minimal()).verdict()).isEqualTo(UNHEALTHY);
    services.startMinimal(shop);
    try {
      assertThat(checks.check(shop, HealthScope.minimal()).verdict()).isEqualTo(HEALTHY);
      assertThat(check(shop).verdict()).isEqualTo(UNKNOWN);
    } finally {
      services.stopMinimal(shop);
    }
  }

  @Test
  void withoutAnyProbeNobodyCanTellAndNobodyWaits() {
    var shop = new TestApplication(parent).deadline(Duration.ofHours(1)).build();

    var report = checks.await(shop, HealthScope.application());

    assertThat(report.verdict()).isEqualTo(UNKNOWN);
    assertThat(report.sentence())
        .isEqualTo("Nobody can tell: no probe is configured for this part of shop.");
  }

  @Test
  void waitsForAServerThatComesUpLater() throws Exception {
    var port = Ports.free();
    var url = URI.create("http://127.0.0.1:" + port + "/health");
    var probe = new ProbeSpec.Http("shop", url, 200, Map.of(), Duration.ZERO, TIMEOUT);
    var shop = supervised("exec sleep 60", probe);
    services.start(shop, WEB);
    assertThat(check(shop).verdict()).isEqualTo(UNHEALTHY);

    var report = CompletableFuture.supplyAsync(() -> checks.await(shop, HealthScope.application()));
    try (var late = new WebServer(port).answers("/health", 200, "")) {
      assertThat(report.get(20, TimeUnit.SECONDS).verdict()).isEqualTo(HEALTHY);
    } finally {
      services.stop(shop, WEB);
    }
  }

  @Test
  void healthyAnswerCountsOnceASecondOneConfirmsIt() {
    var tries = parent.resolve("shop/tries");
    var flapping = command(0, "echo x >> tries; test $(wc -l < tries) -ne 2");
    var shop =
        new TestApplication(parent)
            .settle(Duration.ofMillis(300))
            .module("cart", Optional.empty(), flapping)
            .build();

    var begin = System.nanoTime();
    var report = checks.await(shop, HealthScope.application());

    assertThat(report.verdict()).isEqualTo(HEALTHY);
    // Healthy, unhealthy at the second look, then healthy twice.
    assertThat(tries).hasContent("x\nx\nx\nx");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(600));
    checks.check(shop, HealthScope.application());
    assertThat(tries).hasContent("x\nx\nx\nx\nx");
  }

  @Test
  void programThatDiesOfItsTakenPortAfterAMomentIsNoticed() {
    server.answers("/health", 200, "");
    var shop = new TestApplication(parent).settle(Duration.ofSeconds(2));
    var plain = List.of("/bin/sh", "-c", "sleep 1; echo address in use; exit 1");
    services.start(shop.supervised("web", plain).build(), WEB);

    var report =
        checks.await(
            shop.health(http("/health", Map.of())).supervised("web", plain).build(),
            HealthScope.application());

    assertThat(report.sentence()).startsWith("Unhealthy: web has ended");
    services.stop(new TestApplication(parent).supervised("web", plain).build(), WEB);
  }

  @Test
  void programThatDiesWhileItIsAwaitedIsToldAtOnce() {
    var url = URI.create("http://127.0.0.1:" + Ports.free() + "/health");
    var shop =
        new TestApplication(parent)
            .deadline(Duration.ofMinutes(5))
            .health(new ProbeSpec.Http("shop", url, 200, Map.of(), Duration.ZERO, TIMEOUT))
            .supervised("web", List.of("/bin/sh", "-c", "sleep 1; exit 3"))
            .build();
    services.start(shop, WEB);

    var begin = System.nanoTime();
    var report = checks.await(shop, HealthScope.application());

    assertThat(report.sentence()).contains("web has ended", "exit status 3");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    services.stop(shop, WEB);
  }

  @Test
  void waitsNoLongerThanTheDeadlineAndGivesTheLastAnswer() {
    server.answers("/health", 503, "");
    var shop =
        new TestApplication(parent)
            .deadline(Duration.ofMillis(700))
            .health(http("/health", Map.of()))
            .supervised("web", List.of("sleep", "60"))
            .build();
    startUnasked();

    var begin = System.nanoTime();
    var report = checks.await(shop, HealthScope.application());
    stopUnasked();

    assertThat(report.sentence()).isEqualTo("Unhealthy: shop answers 503, expected 200.");
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(700), Duration.ofSeconds(20));
  }

  @Test
  void interruptEndsTheWaiting() throws Exception {
    server.answersAfter(60_000, "/health", 200, "");
    var shop = supervised("exec sleep 60", http("/health", Duration.ofMinutes(1)));
    var failure = new CompletableFuture<Throwable>();
    var waiting =
        new Thread(
            () -> {
              try {
                checks.await(shop, HealthScope.application());
              } catch (Interrupted e) {
                failure.complete(e);
              }
            });
    waiting.start();

    waiting.interrupt();

    assertThat(failure.get(20, TimeUnit.SECONDS)).hasMessageContaining("Interrupted while");
  }

  @Test
  void moduleThatIsNotInTheCatalogIsRefused() {
    var shop = new TestApplication(parent).build();

    assertThatThrownBy(() -> checks.check(shop, HealthScope.module(new ModuleId("nope"))))
        .hasMessageContaining("There is no module «nope»");
  }

  @Test
  void givenProbesAreAskedWithoutBelongingToAService() {
    server.answers("/up", 200, "").answers("/down", 503, "");
    var shop = new TestApplication(parent).build();

    var report = checks.ask(shop, "blue", List.of(named("up", "/up"), named("down", "/down")));

    assertThat(report.sentence()).isEqualTo("Unhealthy: down answers 503, expected 200.");
    assertThat(checks.ask(shop, "blue", List.of()).sentence())
        .isEqualTo("Nobody can tell: no probe is configured for blue.");
    var process = new ProbeSpec.Process("alive", TIMEOUT);
    assertThat(checks.ask(shop, "blue", List.of(process)).verdict()).isEqualTo(UNKNOWN);
  }

  @Test
  void givenProbesAreAwaitedUntilTheyAreHealthyOrTheTimeIsOver() {
    server.answers("/down", 503, "");
    var shop = new TestApplication(parent).build();
    var marker = parent.resolve("tries");
    var third = command(0, "echo x >> " + marker + "; test $(wc -l < " + marker + ") -ge 3");

    assertThat(checks.await(shop, "blue", List.of(third), List.of(), TIMEOUT).verdict())
        .isEqualTo(HEALTHY);
    var down = List.of(named("down", "/down"));
    assertThat(checks.await(shop, "blue", down, List.of(), SHORT).verdict()).isEqualTo(UNHEALTHY);
    assertThat(checks.await(shop, "blue", List.of(), List.of(), TIMEOUT).verdict())
        .isEqualTo(UNKNOWN);
  }

  /** While this process answers where the service would. */
  private void startUnasked() {
    services.start(unasked(), WEB);
  }

  private void stopUnasked() {
    services.stop(unasked(), WEB);
  }

  private Application unasked() {
    return new TestApplication(parent).supervised("web", List.of("sleep", "60")).build();
  }

  private ProbeResult ask(ProbeSpec probe) {
    var shop = new TestApplication(parent).module("cart", Optional.empty(), probe).build();
    var probes = check(shop).probes();
    assertThat(probes).hasSize(1);
    return probes.get(0);
  }

  private void assertUnhealthy(ProbeSpec probe, String reason) {
    var result = ask(probe);
    assertThat(result.reason()).isEqualTo(reason);
    assertThat(result.verdict()).isEqualTo(UNHEALTHY);
  }

  private HealthReport check(Application application) {
    return checks.check(application, HealthScope.application());
  }

  private Application supervised(String script, ProbeSpec probe) {
    return new TestApplication(parent)
        .health(probe)
        .supervised("web", List.of("/bin/sh", "-c", script))
        .build();
  }

  private RunSpec commands(String script) {
    var command = List.of("/bin/sh", "-c", script);
    return new RunSpec.Commands(
        command, command, command, Optional.empty(), parent, Map.of(), Map.of(), TIMEOUT);
  }

  private ProbeSpec http(String path, Map<String, String> json) {
    return new ProbeSpec.Http("shop", server.url(path), 200, json, Duration.ZERO, TIMEOUT);
  }

  private ProbeSpec answer(int status, Map<String, String> headers, Optional<String> body) {
    var url = server.url("/health");
    return new ProbeSpec.Http(
        "shop",
        url,
        Optional.empty(),
        status,
        headers,
        Map.of(),
        body,
        Duration.ZERO,
        Optional.empty(),
        TIMEOUT);
  }

  private ProbeSpec http(String path, Duration timeout) {
    return new ProbeSpec.Http("shop", server.url(path), 200, Map.of(), Duration.ZERO, timeout);
  }

  private ProbeSpec named(String name, String path) {
    return new ProbeSpec.Http(name, server.url(path), 200, Map.of(), Duration.ZERO, TIMEOUT);
  }

  private static ProbeSpec command(int exit, String script) {
    return new ProbeSpec.Command("queue", List.of("/bin/sh", "-c", script), exit, TIMEOUT);
  }

  private static void speakSomethingElse(ServerSocket socket) {
    try (var connection = socket.accept()) {
      connection.getOutputStream().write("SSH-2.0-OpenSSH_9.2\r\n\r\n".getBytes(US_ASCII));
      connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitUntil(BooleanSupplier condition) {
    assertThat(
            Deadline.in(Duration.ofSeconds(20))
                .await(condition, Duration.ofMillis(10), Duration.ofMillis(100)))
        .isTrue();
  }
}
