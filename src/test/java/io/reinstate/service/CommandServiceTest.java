package io.reinstate.service;

import static io.reinstate.service.ServiceStatus.State.RUNNING;
import static io.reinstate.service.ServiceStatus.State.STOPPED;
import static io.reinstate.service.ServiceStatus.State.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.health.ProbeAnswers;
import io.reinstate.host.LocalHost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandServiceTest {

  private static final ServiceId WEB = new ServiceId("web");

  private static final Duration SHORT = Duration.ofSeconds(1);

  @TempDir Path directory;
  private volatile int status = 200;
  private final Services services = new Services(new LocalHost());

  /** Behaves as systemctl does: starting and stopping may be repeated, status is 0 or 3. */
  private static final String CONTROL =
      """
      #!/bin/sh
      case $1 in
        start) touch running ;;
        stop) rm -f running ;;
        reload) test ! -e deaf && echo reloaded >> acts ;;
        status) test -e running || exit 3 ;;
      esac
      """;

  /** The same, and notes what it did. */
  private static final String LOGGED =
      CONTROL
          .replace("touch running", "touch running; echo start >> acts")
          .replace("rm -f running", "rm -f running; echo stop >> acts");

  @Test
  void isStartedAskedAndStoppedByItsCommands() throws IOException {
    var shop = shop(CONTROL, Duration.ofSeconds(20));
    assertThat(services.status(shop, WEB).state()).isEqualTo(STOPPED);

    services.start(shop, WEB);
    services.start(shop, WEB);
    assertThat(services.status(shop, WEB).state()).isEqualTo(RUNNING);
    assertThat(services.status(shop, WEB).pid()).isEmpty();

    services.stop(shop, WEB);
    services.stop(shop, WEB);
    assertThat(services.status(shop, WEB).state()).isEqualTo(STOPPED);
    assertThat(services.recentLog(shop, WEB, 10)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, RUNNING", "1, STOPPED", "3, STOPPED", "4, STOPPED", "5, UNKNOWN", "127, UNKNOWN"})
  void statusFollowsTheExitStatus(int exitStatus, ServiceStatus.State state) throws IOException {
    var shop = shop("#!/bin/sh\nexit " + exitStatus + "\n", Duration.ofSeconds(20));

    assertThat(services.status(shop, WEB).state()).isEqualTo(state);
    assertThat(services.status(shop, WEB).reason()).contains("exit status " + exitStatus);
  }

  @Test
  void statusCommandThatHangsLeavesTheStatusUnknown() throws IOException {
    var shop = shop("#!/bin/sh\nexec sleep 30\n", Duration.ofMillis(200));

    assertThat(services.status(shop, WEB).state()).isEqualTo(UNKNOWN);
  }

  @Test
  void statusCommandThatIsMissingLeavesTheStatusUnknown() throws IOException {
    var shop = shop(CONTROL, Duration.ofSeconds(20));
    Files.delete(directory.resolve("control"));

    var status = services.status(shop, WEB);

    assertThat(status.state()).isEqualTo(UNKNOWN);
    assertThat(status.reason()).contains("there is no such program");
  }

  @Test
  void commandThatFailsIsReportedWithItsLastOutput() throws IOException {
    var shop =
        shop("#!/bin/sh\necho Unit web.service not found. >&2; exit 5\n", Duration.ofSeconds(20));

    assertThatThrownBy(() -> services.start(shop, WEB))
        .isInstanceOf(ServiceCommandFailed.class)
        .hasMessageContaining("«./control start» of service web failed with exit status 5")
        .hasMessageContaining("Unit web.service not found.");
    assertThatThrownBy(() -> services.stop(shop, WEB)).isInstanceOf(ServiceCommandFailed.class);
  }

  @Test
  void isReloadedWithoutAStop() throws IOException {
    var shop = shop(LOGGED, Duration.ofSeconds(20));
    services.start(shop, WEB);

    services.reloadOrRestart(shop, List.of(WEB), List.of(WEB), "step-1");

    assertThat(directory.resolve("acts")).hasContent("start\nreloaded\n");
  }

  @Test
  void isRestartedWhereTheReloadFails() throws IOException {
    var shop = shop(LOGGED, Duration.ofSeconds(20));
    services.start(shop, WEB);
    Files.createFile(directory.resolve("deaf"));

    services.reloadOrRestart(shop, List.of(WEB), List.of(WEB), "step-1");

    assertThat(directory.resolve("acts")).hasContent("start\nstop\nstart\n");
  }

  @Test
  void isStartedWhereItDoesNotRun() throws IOException {
    var shop = shop(LOGGED, Duration.ofSeconds(20));

    services.reloadOrRestart(shop, List.of(WEB), List.of(WEB), "step-1");

    assertThat(directory.resolve("acts")).hasContent("stop\nstart\n");
    assertThat(services.status(shop, WEB).state()).isEqualTo(RUNNING);
  }

  @Test
  void isRestartedOnceForAStepHoweverOftenTheStepRuns() throws IOException {
    var shop = shop(LOGGED, Duration.ofSeconds(20));
    services.start(shop, WEB);

    services.restart(shop, List.of(WEB), "step-1");
    services.restart(shop, List.of(WEB), "step-1");
    services.restart(shop, List.of(WEB), "step-2");

    // The command to start is repeated, for it changes nothing where the service runs.
    assertThat(Files.readAllLines(directory.resolve("acts"))).filteredOn("stop"::equals).hasSize(2);
    assertThat(services.status(shop, WEB).state()).isEqualTo(RUNNING);
  }

  @Test
  void aStepThatWasKilledBetweenStopAndStartStartsIt() throws IOException {
    var shop =
        shop(
            LOGGED.replace("start) ", "start) test ! -e broken || exit 1; "),
            Duration.ofSeconds(20));
    services.start(shop, WEB);
    Files.createFile(directory.resolve("broken"));
    assertThatThrownBy(() -> services.restart(shop, List.of(WEB), "step-1"))
        .isInstanceOf(ServiceCommandFailed.class);
    Files.delete(directory.resolve("broken"));

    services.restart(shop, List.of(WEB), "step-1");

    assertThat(directory.resolve("acts")).hasContent("start\nstop\nstart\n");
  }

  @Test
  void stopCommandThatReturnsBeforeTheServerIsGoneIsWaitedFor() throws IOException {
    var drains = CONTROL.replace("rm -f running", "(sleep 1; rm -f running) >/dev/null 2>&1 &");
    var shop = shop(drains, Duration.ofSeconds(20));
    services.start(shop, WEB);

    services.stop(shop, WEB);

    assertThat(directory.resolve("running")).doesNotExist();
  }

  @Test
  void stopCommandThatStopsNothingIsNotBelieved() throws IOException {
    var shop = shop(CONTROL.replace("rm -f running", ":"), Duration.ofSeconds(1));
    services.start(shop, WEB);

    assertThatThrownBy(() -> services.stop(shop, WEB))
        .isInstanceOf(StopFailed.class)
        .hasMessageContaining("web still runs, or nobody can tell, 1.0 s after «./control stop»")
        .hasMessageContaining("web runs, says «./control status» (exit status 0)");
  }

  @Test
  void startCommandThatStartsNothingIsNotBelieved() throws IOException {
    var shop = shop(CONTROL.replace("touch running", "echo Starting web: it will be fine"), SHORT);

    assertThatThrownBy(() -> services.start(shop, WEB))
        .isInstanceOf(StartFailed.class)
        .hasMessageContaining("web does not run 1.0 s after «./control start» ended with 0")
        .hasMessageContaining("web does not run, says «./control status» (exit status 3)")
        .hasMessageContaining("Starting web: it will be fine");
  }

  @Test
  void stoppedByItsStatusButAnsweredBySomebodyElseItIsNotStopped() throws IOException {
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", exchange -> answer(exchange));
    server.start();
    try {
      var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      var probe = new ProbeSpec.Http("page", url, 200, Map.of(), Duration.ZERO, SHORT);
      var shop = shop(CONTROL, SHORT, probe);
      var asking = new Services(new LocalHost(), new ProbeAnswers());

      assertThatThrownBy(() -> asking.stop(shop, WEB))
          .isInstanceOf(StopFailed.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      assertThatThrownBy(() -> asking.start(shop, WEB))
          .isInstanceOf(StartFailed.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      // A proxy in front of it, which tells that nobody is behind it.
      status = 502;
      asking.start(shop, WEB);
      asking.stop(shop, WEB);
    } finally {
      server.stop(0);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private Application shop(String script, Duration timeout, ProbeSpec... health)
      throws IOException {
    var control = Files.writeString(directory.resolve("control"), script);
    assertThat(control.toFile().setExecutable(true)).isTrue();
    var run =
        new RunSpec.Commands(
            List.of("./control", "start"),
            List.of("./control", "stop"),
            List.of("./control", "status"),
            Optional.of(List.of("./control", "reload")),
            directory,
            Map.of(),
            Map.of(),
            timeout);
    return new TestApplication(directory).health(health).service("web", run).build();
  }
}
