package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.SupervisedBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ServiceSpec;
import io.reinstate.catalog.application.SystemUser;
import io.reinstate.host.Command;
import io.reinstate.host.LocalHost;
import io.reinstate.host.ProcessStat;
import io.reinstate.service.RunFilesUnusable;
import io.reinstate.service.Services;
import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who owns an application's files gets none of root's rights by its services and commands. */
@Tag("long")
class FilesOwnerServiceIT {

  private static final ServiceId WEB = new ServiceId("web");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path root;

  private final Services services = new Services(new LocalHost());
  private SystemUser owner;
  private Path home;
  private Path secret;

  @BeforeEach
  void anApplicationOfNobody() throws IOException {
    assumeTrue(SystemUser.weAreRoot(), "Only root can run commands as another user");
    owner = SystemUser.of("nobody").orElseThrow();
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    home = Files.createDirectories(root.resolve("of-nobody/home"));
    Files.setAttribute(home.getParent(), "unix:uid", (int) owner.uid());
    Files.setAttribute(home, "unix:uid", (int) owner.uid());
    secret = Files.writeString(root.resolve("secret"), "only root reads this\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
  }

  @AfterEach
  void stop() {
    if (owner != null) {
      try {
        services.stop(application(home.resolve("log")), WEB);
      } catch (RunFilesUnusable e) {
        // The test forged its file; nothing of ours runs.
        assertThat(e).hasMessageContaining("not Reinstate's alone");
      }
    }
  }

  @Test
  void aServiceHasTheRightsOfTheApplicationsUser() throws IOException {
    var application = application(home.resolve("log"));

    services.start(application, WEB);

    var processes = services.processes(application, WEB);
    assertThat(processes).isNotEmpty();
    var status = Files.readString(Path.of("/proc/" + processes.get(0).pid() + "/status"));
    var uid = owner.uid();
    assertThat(status)
        .contains("Uid:\t%d\t%d\t%d\t%d".formatted(uid, uid, uid, uid))
        .containsPattern("Gid:\t" + owner.gid() + "\t")
        .containsPattern("Groups:\t" + owner.gid() + " ?\n")
        .contains("CapEff:\t0000000000000000", "CapPrm:\t0000000000000000");

    services.stop(application, WEB);
    assertThat(services.processes(application, WEB)).isEmpty();
  }

  @Test
  void aCommandHasTheRightsOfItsUserAndItsOwnVariables() {
    var variables =
        Map.of("GREETING", "it's\n$(id -u) \"here\"", "LD_LIBRARY_PATH", home.toString());
    var command =
        new Command(
                List.of("sh", "-c", "id -u; id -G; echo $HOME $USER; echo \"$GREETING\""),
                home,
                variables,
                Map.of(),
                PATIENCE)
            .as(owner);

    var result = new LocalHost().run(command);

    assertThat(result.output())
        .isEqualTo(
            "%d%n%d%n%s nobody%nit's%n$(id -u) \"here\"", owner.uid(), owner.gid(), owner.home());
  }

  @Test
  void aLogThatIsALinkLeavesRootsFileUnchangedAndUnquoted() throws IOException {
    var log = Files.createSymbolicLink(home.resolve("log"), secret);
    var application = application(log);

    assertThatThrownBy(() -> services.start(application, WEB))
        .isInstanceOf(ReinstateException.class)
        .hasMessageNotContaining("only root reads this");

    assertThat(secret).hasContent("only root reads this");
    assertThatThrownBy(() -> services.recentLog(application, WEB, 20))
        .isInstanceOf(RunFilesUnusable.class)
        .hasMessageNotContaining("only root reads this");
  }

  @Test
  void aForgedPidFileKillsNobody() throws IOException {
    var application = application(home.resolve("log"));
    var foreign = new ProcessBuilder("setsid", "sleep", "600").start();
    try {
      await().until(() -> leadsItsSession(foreign.pid()));
      var stat = ProcessStat.of(foreign.pid()).orElseThrow();
      var boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      var line = "%d %d %s\n".formatted(stat.pid(), stat.startTicks(), boot);
      var run = application.workDirectory().resolve("run");
      Durable.createDirectories(run);
      var forged = Files.writeString(run.resolve("web.pid"), line);
      Files.setAttribute(forged, "unix:uid", (int) owner.uid());

      assertThatThrownBy(() -> services.stop(application, WEB))
          .isInstanceOf(RunFilesUnusable.class);
      assertThat(foreign.isAlive()).isTrue();

      // Were it Reinstate's own file, the kernel would still keep the signal from a foreign user.
      Files.setAttribute(forged, "unix:uid", 0);
      assertThatThrownBy(() -> services.stop(application, WEB))
          .isInstanceOf(RunFilesUnusable.class)
          .hasMessageContaining("belongs to another user");
      assertThat(foreign.isAlive()).isTrue();
      Files.delete(forged);
    } finally {
      foreign.destroyForcibly();
    }
  }

  private static boolean leadsItsSession(long pid) {
    return ProcessStat.of(pid).filter(stat -> stat.session() == pid).isPresent();
  }

  private Application application(Path log) {
    var run = new SupervisedBuilder(home, "sleep", "600").log(log).logLimit(1).build();
    var web = new ServiceSpec("Web", run, List.of(), List.of(), Duration.ofSeconds(5));
    return ApplicationBuilder.shop(home).user(owner).services(Map.of(WEB, web)).build();
  }
}
