package io.reinstate.service;

import static io.reinstate.service.ServiceStatus.State.RUNNING;
import static io.reinstate.service.ServiceStatus.State.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.SystemUser;
import io.reinstate.host.Deadline;
import io.reinstate.host.LocalHost;
import io.reinstate.host.ProcessStat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs that put themselves in the background. */
class DaemonTest {

  private static final ServiceId WEB = new ServiceId("web");

  /** Leaves a process with a child in a session of their own, and ends with 0. */
  private static final String DAEMON =
      "setsid sh -c 'echo $$ >pid; sleep 60 & wait' >/dev/null 2>&1 & ";

  @TempDir Path parent;
  private final Services services = new Services(new LocalHost());
  private Application shop;

  @AfterEach
  void stop() {
    if (shop != null) {
      services.stopAll(shop);
    }
  }

  @Test
  void daemonIsFoundByItsPidFileAndEndedWithItsChildren() throws IOException {
    shop = daemon(DAEMON);

    services.start(shop, WEB);

    var status = services.status(shop, WEB);
    assertThat(status.state()).isEqualTo(RUNNING);
    assertThat(status.pid()).hasValue(Long.parseLong(Files.readString(file()).strip()));
    services.start(shop, WEB);
    assertThat(services.status(shop, WEB).pid()).isEqualTo(status.pid());
    var members = services.processes(shop, WEB);
    assertThat(members).hasSize(2);
    assertThat(new Services(new LocalHost()).status(shop, WEB).pid()).isEqualTo(status.pid());

    services.stop(shop, WEB);
    assertThat(services.status(shop, WEB).state()).isEqualTo(STOPPED);
    assertThat(members)
        .allMatch(each -> ProcessStat.of(each.pid()).filter(stat -> !stat.dead()).isEmpty());
  }

  @Test
  void pidFileOfAnEarlierRunIsNotBelieved() throws IOException {
    var stranger = new ProcessBuilder("sleep", "60").start();
    try {
      shop = daemon("exit 1");
      Files.writeString(file(), stranger.pid() + "\n");

      assertThatThrownBy(() -> services.start(shop, WEB))
          .isInstanceOf(StartFailed.class)
          .hasMessageContaining("exit status 1");
      services.stop(shop, WEB);

      assertThat(file()).doesNotExist();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void processThatIsOlderThanTheLaunchIsNotTakenForIt() throws IOException {
    var stranger = new ProcessBuilder("setsid", "sleep", "60").start();
    await(() -> ProcessStat.of(stranger.pid()).orElseThrow().session() == stranger.pid());
    try {
      var ticks = ProcessStat.of(stranger.pid()).orElseThrow().startTicks();
      var daemon = new Daemon(file(), SystemUser.own());
      Files.createDirectories(file().getParent());
      Files.writeString(file(), stranger.pid() + "\nmore\n");

      assertThat(daemon.of(launcher(ticks))).isPresent();
      assertThat(daemon.of(launcher(ticks + 1))).isEmpty();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void youngerProcessOfAnOlderSessionIsNotTakenForIt() throws IOException {
    var login = new ProcessBuilder("setsid", "sh", "-c", "sleep 1; sleep 60 & echo $!; wait");
    var shell = login.start();
    try {
      var child = shell.inputReader().readLine();
      var younger = ProcessStat.of(Long.parseLong(child)).orElseThrow();
      Files.createDirectories(file().getParent());
      Files.writeString(file(), child);

      assertThat(new Daemon(file(), SystemUser.own()).of(launcher(younger.startTicks()))).isEmpty();
    } finally {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.destroyForcibly();
    }
  }

  @Test
  void linksAndTextsAreNoPidFiles() throws IOException {
    var self = ProcessHandle.current().pid();
    Files.createDirectories(file().getParent());
    var elsewhere = Files.writeString(parent.resolve("elsewhere"), self + "\n");
    var daemon = new Daemon(file(), SystemUser.own());

    Files.createSymbolicLink(file(), elsewhere);
    assertThat(daemon.of(launcher(0))).isEmpty();
    Files.delete(file());
    Files.writeString(file(), "-" + self);
    assertThat(daemon.of(launcher(0))).isEmpty();
    Files.writeString(file(), "1\0");
    assertThat(daemon.of(launcher(0))).isEmpty();
    Files.writeString(file(), self + "\n");
    assertThat(daemon.of(launcher(0))).isPresent();
  }

  @Test
  void daemonIsFoundAgainWhereReinstateDiedBeforeItWasNoted() throws IOException {
    shop = daemon(DAEMON);
    services.start(shop, WEB);
    var pid = services.status(shop, WEB).pid();
    var noted = shop.workDirectory().resolve("run/web.pid");
    var fields = Files.readString(noted).strip().split(" ");
    // As the launcher noted itself: its number is free again, its start that of the daemon at most.
    Files.writeString(noted, "4194000 " + (Long.parseLong(fields[1]) - 5) + " " + fields[2] + "\n");

    assertThat(services.status(shop, WEB).pid()).isEqualTo(pid);
  }

  @Test
  void programInTheBackgroundIsToldToNameItsPidFile() {
    shop =
        new TestApplication(parent)
            .supervised("web", List.of("/bin/sh", "-c", DAEMON + "exit 0"))
            .build();
    try {
      assertThatThrownBy(() -> services.start(shop, WEB))
          .isInstanceOf(StartFailed.class)
          .hasMessageContaining("exit status 0")
          .hasMessageContaining("name the file that it writes its pid to: supervised.pidFile");
    } finally {
      endStray();
    }
  }

  private void endStray() {
    await(() -> file().toFile().length() > 0);
    try {
      ProcessHandle.of(Long.parseLong(Files.readString(file().resolveSibling("pid")).strip()))
          .ifPresent(
              stray -> {
                stray.descendants().forEach(ProcessHandle::destroyForcibly);
                stray.destroyForcibly();
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    assertThat(
            Deadline.in(Duration.ofSeconds(20))
                .await(condition, Duration.ofMillis(10), Duration.ofMillis(100)))
        .isTrue();
  }

  private static ServiceProcess launcher(long ticks) {
    return new ServiceProcess(1, ticks, ServiceProcess.currentBoot(), OptionalLong.empty());
  }

  private Path file() {
    return parent.resolve("shop/pid");
  }

  private Application daemon(String script) {
    return new TestApplication(parent)
        .pidFile(file())
        .supervised("web", List.of("/bin/sh", "-c", script))
        .build();
  }
}
