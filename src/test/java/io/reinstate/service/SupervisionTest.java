package io.reinstate.service;

import static io.reinstate.service.ServiceStatus.State.RUNNING;
import static io.reinstate.service.ServiceStatus.State.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.RunSpec.Restart;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.host.Deadline;
import io.reinstate.host.LocalHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that end by themselves; only the clock is set by hand. */
class SupervisionTest {

  private static final ServiceId WEB = new ServiceId("web");
  private static final List<String> SLEEP = List.of("sleep", "60");

  @TempDir Path parent;
  private final Services services = new Services(new LocalHost());
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private boolean acting;
  private Application shop;

  @AfterEach
  void stop() {
    services.stopAll(shop);
    services.stopMinimal(shop);
  }

  @Test
  void serviceThatSomebodyKilledIsStartedAgain() {
    shop = shop(Restart.ALWAYS, SLEEP);
    services.start(shop, WEB);
    var first = kill();

    supervision().restartWhatHasEnded();

    assertThat(services.status(shop, WEB).state()).isEqualTo(RUNNING);
    assertThat(services.status(shop, WEB).pid()).isNotEqualTo(first);
    assertThat(counted("started")).isEqualTo(1);
  }

  @Test
  void serviceThatSomebodyStoppedOrActsOnStaysDown() {
    shop = shop(Restart.ALWAYS, SLEEP);
    services.start(shop, WEB);
    kill();
    acting = true;
    supervision().restartWhatHasEnded();
    assertThat(services.status(shop, WEB).state()).isEqualTo(STOPPED);

    acting = false;
    services.stop(shop, WEB);
    supervision().restartWhatHasEnded();

    assertThat(services.status(shop, WEB).reason()).isEqualTo("web is not started");
  }

  @Test
  void serviceStaysDownWhileTheMinimalServerStandsIn() {
    shop = shop(Restart.ALWAYS, SLEEP);
    services.start(shop, WEB);
    kill();
    services.startMinimal(shop);

    supervision().restartWhatHasEnded();

    assertThat(services.status(shop, WEB).state()).isEqualTo(STOPPED);
  }

  @Test
  void withoutAPolicyItStaysDown() {
    shop = shop(Restart.NEVER, SLEEP);
    services.start(shop, WEB);
    kill();

    supervision().restartWhatHasEnded();

    assertThat(services.status(shop, WEB).state()).isEqualTo(STOPPED);
  }

  @Test
  void whatEndedWellIsStartedAgainOnlyWhereItIsAlwaysToRun() {
    shop = shop(Restart.ON_FAILURE, List.of("sh", "-c", "sleep 0.5"));
    services.start(shop, WEB);
    await(() -> services.status(shop, WEB).reason().contains("exit status 0"));

    supervision().restartWhatHasEnded();
    assertThat(services.status(shop, WEB).state()).isEqualTo(STOPPED);

    shop = shop(Restart.ALWAYS, List.of("sh", "-c", "sleep 0.5"));
    supervision().restartWhatHasEnded();
    assertThat(counted("started")).isEqualTo(1);
  }

  @Test
  void pausesGrowAndAfterTheLimitItIsVisiblyGivenUp() {
    shop = shop(Restart.ON_FAILURE, List.of("sh", "-c", "sleep 0.3; echo no database; exit 1"));
    services.start(shop, WEB);
    var supervision = supervision();
    var pauses = List.of(0, 2, 4);
    for (var pause : pauses) {
      await(() -> services.status(shop, WEB).state() == STOPPED);
      assertThat(services.status(shop, WEB).reason()).contains("is to be started again");
      if (pause > 0) {
        later(pause - 1);
        supervision.restartWhatHasEnded();
        assertThat(services.status(shop, WEB).state()).isEqualTo(STOPPED);
        later(1);
      }
      supervision.restartWhatHasEnded();
    }
    assertThat(counted("started")).isEqualTo(3);
    await(() -> services.status(shop, WEB).state() == STOPPED);
    later(60);

    supervision.restartWhatHasEnded();
    later(3600);
    supervision.restartWhatHasEnded();

    assertThat(counted("started")).isEqualTo(3);
    assertThat(services.status(shop, WEB).reason())
        .contains("was started again too often and is given up until somebody starts it");
    services.start(shop, WEB);
    assertThat(services.status(shop, WEB).state()).isEqualTo(RUNNING);
  }

  @Test
  void whatRanBeforeARebootIsStartedOnlyWhereTheCatalogSaysSo() throws IOException {
    shop = shop(Restart.ALWAYS, SLEEP);
    services.start(shop, WEB);
    services.stop(shop, WEB);
    supervision().startAfterBoot();
    assertThat(services.status(shop, WEB).reason()).isEqualTo("web is not started");

    Files.writeString(
        shop.workDirectory().resolve("run/web.pid"),
        "4194000 5 00000000-0000-0000-0000-000000000000\n");
    supervision().restartWhatHasEnded();
    assertThat(services.status(shop, WEB).state()).isEqualTo(STOPPED);

    supervision().startAfterBoot();

    assertThat(services.status(shop, WEB).state()).isEqualTo(RUNNING);
  }

  private Application shop(Restart restart, List<String> command) {
    return new TestApplication(parent)
        .restart(restart, 3, true)
        .supervised("web", command)
        .minimal(SLEEP)
        .build();
  }

  private java.util.OptionalLong kill() {
    var pid = services.status(shop, WEB).pid();
    ProcessHandle.of(pid.getAsLong()).orElseThrow().destroyForcibly();
    await(() -> services.status(shop, WEB).state() == STOPPED);
    return pid;
  }

  private void later(long seconds) {
    now.set(now.get().plus(Duration.ofSeconds(seconds)));
  }

  private double counted(String outcome) {
    return registry.find("reinstate.service.restarts").tag("outcome", outcome).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private Supervision supervision() {
    var clock =
        new Clock() {
          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now.get();
          }
        };
    return new Supervision(
        new Catalog(List.of(shop)),
        services,
        () -> acting ? Set.of(shop.id()) : Set.of(),
        clock,
        registry);
  }

  private static void await(BooleanSupplier condition) {
    assertThat(
            Deadline.in(Duration.ofSeconds(20))
                .await(condition, Duration.ofMillis(10), Duration.ofMillis(100)))
        .isTrue();
  }
}
