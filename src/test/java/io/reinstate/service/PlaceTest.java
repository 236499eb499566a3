package io.reinstate.service;

import static io.reinstate.service.ServiceStatus.State.RUNNING;
import static io.reinstate.service.ServiceStatus.State.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.health.ProbeAnswers;
import io.reinstate.host.Deadline;
import io.reinstate.host.LocalHost;
import io.reinstate.host.Port;
import io.reinstate.host.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else, this process, listens where a service should. */
class PlaceTest {

  private static final ServiceId WEB = new ServiceId("web");
  private static final ServiceId WORKER = new ServiceId("worker");
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final List<String> SLEEP = List.of("sleep", "60");
  private static final String SELF = "process " + ProcessHandle.current().pid();

  @TempDir Path parent;
  private final int port = Ports.free();
  private final Services services = new Services(new LocalHost(), new ProbeAnswers());
  private Application shop;

  @AfterEach
  void stop() {
    services.stopAll(shop);
    services.stopMinimal(shop);
  }

  @Test
  void stopFailsWhileSomebodyElseAnswersThoughNothingRan() throws IOException {
    shop = supervised(SLEEP, Optional.empty());

    try (var stranger = stranger()) {
      assertThatThrownBy(() -> services.stop(shop, WEB))
          .isInstanceOf(StopFailed.class)
          .hasMessageContaining("web does not run, but somebody still answers at 127.0.0.1:" + port)
          .hasMessageContaining(SELF)
          .hasMessageContaining("«java»");
    }
  }

  @Test
  void stopFailsWhenTheServiceHasEndedAndItsSuccessorAnswers() throws IOException {
    shop = supervised(SLEEP, Optional.empty());
    services.start(shop, WEB);
    ProcessHandle.of(services.status(shop, WEB).pid().getAsLong()).orElseThrow().destroyForcibly();
    await(() -> services.status(shop, WEB).state() == STOPPED);

    try (var stranger = stranger()) {
      assertThatThrownBy(() -> services.stop(shop, WEB))
          .isInstanceOf(StopFailed.class)
          .hasMessageContaining(SELF);
    }
  }

  @Test
  void startIsRefusedWhileSomebodyElseAnswers() throws IOException {
    shop = supervised(SLEEP, Optional.empty());

    try (var stranger = stranger()) {
      assertThatThrownBy(() -> services.start(shop, WEB))
          .isInstanceOf(StartFailed.class)
          .hasMessageContaining("web was not started, for somebody else answers at 127.0.0.1:")
          .hasMessageContaining(SELF);
      assertThat(services.status(shop, WEB).reason()).isEqualTo("web is not started");
    }
  }

  @Test
  void serviceThatRunsIsNotStoppedWhereSomebodyElseWouldStillAnswer() throws IOException {
    shop = supervised(SLEEP, Optional.empty());
    services.start(shop, WEB);

    try (var stranger = stranger()) {
      assertThatThrownBy(() -> services.stop(shop, WEB))
          .isInstanceOf(StopFailed.class)
          .hasMessageContaining("web was not stopped: somebody else than its own processes listens")
          .hasMessageContaining(SELF);
      assertThat(services.status(shop, WEB).state()).isEqualTo(RUNNING);
    }
  }

  @Test
  void whoStandsInFrontOfAServiceMayStay() throws IOException {
    shop = supervised(SLEEP, Optional.of(ProbeSpec.AnsweredBy.PROXY));

    try (var stranger = stranger()) {
      services.start(shop, WEB);
      services.stop(shop, WEB);
    }

    assertThat(services.status(shop, WEB).state()).isEqualTo(STOPPED);
  }

  @Test
  void serviceLeavesItsPortAndTakesItAgain() {
    shop = supervised(Listening.at(port), Optional.empty());
    for (var round = 0; round < 2; round++) {
      services.start(shop, WEB);
      await(() -> new Port("127.0.0.1", port).isTaken());
      services.stop(shop, WEB);
    }

    assertThat(new Port("127.0.0.1", port).isTaken()).isFalse();
  }

  @Test
  void neighbourThatIsAskedAtTheSamePortIsStartedAndStoppedBesideIt() {
    shop =
        new TestApplication(parent)
            .health(probe(Optional.empty()))
            .supervised("web", Listening.at(port))
            .supervised("worker", SLEEP, "web")
            .build();
    services.start(shop, WEB);
    await(() -> new Port("127.0.0.1", port).isTaken());

    services.start(shop, WORKER);
    services.stop(shop, WORKER);
    services.start(shop, WORKER);
    services.stopAll(shop);

    assertThat(services.status(shop, WEB).state()).isEqualTo(STOPPED);
  }

  @Test
  void somebodyElseIsToldBeforehandWhetherTheServiceRunsOrNot() throws IOException {
    shop = supervised(SLEEP, Optional.empty());
    assertThat(services.others(shop, WEB)).isEmpty();

    try (var stranger = stranger()) {
      assertThat(services.others(shop, WEB).orElseThrow())
          .startsWith(SELF + " («java») of user ")
          .endsWith(" listens at 127.0.0.1:" + port);
      startBesideStranger();
      assertThat(services.others(shop, WEB)).isPresent();
    }

    assertThat(services.others(shop, WEB)).isEmpty();
  }

  /** As if the stranger came while it ran. */
  private void startBesideStranger() {
    var unasked = supervised(SLEEP, Optional.of(ProbeSpec.AnsweredBy.PROXY));
    services.start(unasked, WEB);
    assertThat(services.others(unasked, WEB)).as("whoever stands in front of it").isEmpty();
  }

  @Test
  void neitherItsOwnProcessesNorNeighboursNorTheMinimalServerAreSomebodyElse() {
    shop =
        new TestApplication(parent)
            .health(probe(Optional.empty()))
            .supervised("web", Listening.at(port))
            .supervised("worker", SLEEP, "web")
            .minimal(Listening.at(port))
            .build();
    services.start(shop, WEB);
    await(() -> new Port("127.0.0.1", port).isTaken());
    assertThat(services.others(shop, WEB)).isEmpty();
    assertThat(services.others(shop, WORKER)).isEmpty();

    services.stopAll(shop);
    services.startMinimal(shop);
    await(() -> new Port("127.0.0.1", port).isTaken());
    assertThat(services.others(shop, WEB)).isEmpty();
  }

  @Test
  void minimalServerAnswersInItsPlace() {
    shop =
        new TestApplication(parent)
            .health(probe(Optional.empty()))
            .supervised("web", SLEEP)
            .minimal(Listening.at(port))
            .build();
    services.startMinimal(shop);
    await(() -> new Port("127.0.0.1", port).isTaken());

    services.stopAll(shop);
    assertThatThrownBy(() -> services.start(shop, WEB)).isInstanceOf(StartFailed.class);
    services.stopMinimal(shop);
    services.startAll(shop);
    services.stopMinimal(shop);

    assertThat(services.status(shop, WEB).state()).isEqualTo(RUNNING);
  }

  private Application supervised(List<String> command, Optional<ProbeSpec.AnsweredBy> answeredBy) {
    return new TestApplication(parent)
        .grace(Duration.ofSeconds(1))
        .health(probe(answeredBy))
        .supervised("web", command)
        .build();
  }

  private ProbeSpec probe(Optional<ProbeSpec.AnsweredBy> answeredBy) {
    return new ProbeSpec.Tcp("port", "127.0.0.1", port, answeredBy, TIMEOUT);
  }

  private ServerSocket stranger() throws IOException {
    return new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
  }

  private static void await(BooleanSupplier condition) {
    assertThat(
            Deadline.in(Duration.ofSeconds(20))
                .await(condition, Duration.ofMillis(10), Duration.ofMillis(100)))
        .isTrue();
  }
}
