package io.reinstate.health;

import static io.reinstate.health.Verdict.HEALTHY;
import static io.reinstate.health.Verdict.UNHEALTHY;
import static io.reinstate.health.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.host.Deadline;
import io.reinstate.host.LocalHost;
import io.reinstate.service.Services;
import io.reinstate.service.TestApplication;
import io.reinstate.snapshot.SnapshotSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real services that write their logs, and logs that are set aside. */
class LogProbeTest {

  private static final ServiceId WEB = new ServiceId("web");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String PRINTS = "cat message; echo up; exec sleep 300";

  @TempDir Path parent;
  private final LocalHost host = new LocalHost();
  private final Services services = new Services(host);
  private final HealthChecks checks =
      new HealthChecks(host, services, new SnapshotSettings(Path.of("unused")), Clock.systemUTC());
  private Path home;
  private Application shop;

  @BeforeEach
  void setUp() throws IOException {
    home = parent.resolve("shop");
  }

  @AfterEach
  void stopTheService() {
    if (shop != null) {
      services.stopAll(shop);
    }
  }

  @Test
  void lineOfThisStartIsFound() throws IOException {
    start(contains("seq.*uploads"), "sequential uploads active");

    var result = ask();
    assertThat(result.reason()).isEqualTo("log: web.log has a line with «seq.*uploads»");
    assertThat(result.verdict()).isEqualTo(HEALTHY);
  }

  @Test
  void lineOfTheStartBeforeIsNotFound() throws IOException {
    start(contains("sequential"), "sequential");
    restart("parallel");

    var result = ask();
    assertThat(result.reason())
        .isEqualTo("log: web.log has no line with «sequential» since the start");
    assertThat(result.verdict()).isEqualTo(UNHEALTHY);
  }

  @Test
  void errorOfTheStartBeforeIsForgiven() throws IOException {
    start(absent("ERROR"), "ERROR 1");
    assertThat(ask().verdict()).isEqualTo(UNHEALTHY);
    assertThat(ask().reason()).isEqualTo("log: web.log has a line with «ERROR», expected none");

    restart("fine");
    assertThat(ask().verdict()).isEqualTo(HEALTHY);
  }

  @Test
  void startingWhatRunsForgetsNothing() throws IOException {
    start(contains("sequential"), "sequential");
    services.start(shop, WEB);

    assertThat(ask().verdict()).isEqualTo(HEALTHY);
  }

  @Test
  void lineThatWasSetAsideSinceTheStartIsFound() throws IOException {
    start(contains("sequential"), "parallel");
    restart("sequential");
    setAside();

    assertThat(ask().verdict()).isEqualTo(HEALTHY);
  }

  @Test
  void lineSetAsideFromBeforeTheStartIsNotFound() throws IOException {
    start(contains("sequential"), "sequential");
    restart("parallel");
    setAside();

    assertThat(ask().verdict()).isEqualTo(UNKNOWN);
    assertThat(ask().reason()).endsWith("but it was set aside, so the line may be gone");
  }

  @Test
  void logSetAsideBeforeTheStartDoesNotCount() throws IOException {
    start(contains("sequential"), "sequential");
    services.stopAll(shop);
    setAside();
    write("parallel");
    services.startAll(shop);
    awaitUp();

    assertThat(ask().verdict()).isEqualTo(UNHEALTHY);
  }

  @Test
  void fileOfTheServiceCountsFromItsStart() throws IOException {
    var file = home.resolve("app.log");
    build(file(file, contains("sequential")));
    Files.writeString(file, "sequential\n");
    write("x");
    services.startAll(shop);
    assertThat(ask().verdict()).isEqualTo(UNHEALTHY);

    Files.writeString(file, "now sequential\n", StandardOpenOption.APPEND);
    assertThat(ask().verdict()).isEqualTo(HEALTHY);
  }

  @Test
  void serviceThatOthersLookAfterCountsFromItsStop() throws IOException {
    var file = Files.createDirectories(home).resolve("app.log");
    Files.writeString(file, "sequential\n");
    var run =
        new RunSpec.Commands(
            List.of("touch", "up"),
            List.of("rm", "-f", "up"),
            List.of("test", "-e", "up"),
            Optional.empty(),
            home,
            Map.of(),
            Map.of(),
            TIMEOUT);
    shop =
        new TestApplication(parent)
            .health(file(file, contains("sequential")))
            .service("web", run)
            .build();
    assertThat(ask().verdict()).isEqualTo(UNKNOWN);
    assertThat(ask().reason()).contains("Reinstate has not started web yet");

    services.stop(shop, WEB);
    services.start(shop, WEB);
    assertThat(ask().verdict()).isEqualTo(UNHEALTHY);
    Files.writeString(file, "sequential\n", StandardOpenOption.APPEND);
    services.start(shop, WEB);
    assertThat(ask().verdict()).isEqualTo(HEALTHY);
  }

  @Test
  void allLinesCountSinceTheBeginning() throws IOException {
    start(beginning(contains("sequential")), "sequential");
    setAside();
    restart("parallel");

    assertThat(ask().verdict()).isEqualTo(HEALTHY);
  }

  @Test
  void logThatIsMissingIsNoProofOfSilence() {
    build(file(home.resolve("none.log"), absent("ERROR")));
    assertThat(ask().verdict()).isEqualTo(UNKNOWN);
    build(file(home.resolve("none.log"), contains("up")));
    assertThat(ask().verdict()).isEqualTo(UNHEALTHY);
  }

  @Test
  void lineIsNotQuotedForItMayHoldSecrets() throws IOException {
    start(absent("pass"), "password=hunter2");
    assertThat(ask().reason()).doesNotContain("hunter2");
  }

  private void start(ProbeSpec.Log probe, String message) throws IOException {
    build(probe);
    write(message);
    services.startAll(shop);
    awaitUp();
  }

  private void restart(String message) throws IOException {
    services.stopAll(shop);
    write(message);
    Files.writeString(home.resolve("logs/web.log"), "last words\n", StandardOpenOption.APPEND);
    services.startAll(shop);
    awaitUp();
  }

  private void build(ProbeSpec.Log probe) {
    shop =
        new TestApplication(parent)
            .health(probe)
            .supervised("web", List.of("/bin/sh", "-c", PRINTS))
            .build();
  }

  private void write(String message) throws IOException {
    Files.writeString(home.resolve("message"), message + "\n");
  }

  /** As the service's log is set aside: copied with its time, then emptied. */
  private void setAside() throws IOException {
    var log = home.resolve("logs/web.log");
    var aside = home.resolve("logs/web.log.1");
    Files.copy(log, aside, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
    Files.write(log, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    assertThat(Files.getLastModifiedTime(aside)).isGreaterThan(FileTime.fromMillis(0));
  }

  private void awaitUp() {
    assertThat(
            Deadline.in(TIMEOUT)
                .await(
                    () -> services.recentLog(shop, WEB, 1).equals("up"),
                    Duration.ofMillis(10),
                    Duration.ofMillis(100)))
        .isTrue();
  }

  private ProbeResult ask() {
    return checks.check(shop, HealthScope.application()).probes().get(0);
  }

  private static ProbeSpec.Log contains(String pattern) {
    return log(Optional.of(pattern), Optional.empty());
  }

  private static ProbeSpec.Log absent(String pattern) {
    return log(Optional.empty(), Optional.of(pattern));
  }

  private static ProbeSpec.Log log(Optional<String> contains, Optional<String> absent) {
    return new ProbeSpec.Log(
        "log",
        Optional.empty(),
        Optional.empty(),
        contains,
        absent,
        ProbeSpec.Since.RESTART,
        TIMEOUT);
  }

  private static ProbeSpec.Log file(Path file, ProbeSpec.Log log) {
    return new ProbeSpec.Log(
        "log",
        Optional.of(WEB),
        Optional.of(file),
        log.contains(),
        log.absent(),
        log.since(),
        TIMEOUT);
  }

  private static ProbeSpec.Log beginning(ProbeSpec.Log log) {
    return new ProbeSpec.Log(
        "log",
        log.service(),
        log.file(),
        log.contains(),
        log.absent(),
        ProbeSpec.Since.BEGINNING,
        TIMEOUT);
  }
}
