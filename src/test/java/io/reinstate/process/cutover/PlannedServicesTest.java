package io.reinstate.process.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ServiceSpec;
import io.reinstate.host.LocalHost;
import io.reinstate.process.StepOfARollback;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.PlannedAct.OperateServices;
import io.reinstate.rollback.PlannedAct.ReplaceMinimalServer;
import io.reinstate.rollback.ServiceOperation;
import io.reinstate.rollback.Subject;
import io.reinstate.runbook.KnownRunbooks;
import io.reinstate.service.Services;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannedServicesTest {

  private static final ServiceId WEB = new ServiceId("web");

  @TempDir Path home;

  private StepOfARollback step;

  @BeforeEach
  void open() {
    step =
        new StepOfARollback(
            ApplicationBuilder.shop(home)
                .services(Map.of(WEB, running("web")))
                .minimal(Optional.of(running("minimal")))
                .build());
  }

  @AfterEach
  void close() {
    step.close();
  }

  @Test
  void servicesThatRanBeforeAreStarted() {
    startPrevious(List.of());

    assertThat(home.resolve("web")).exists();
    assertThat(home.resolve("minimal")).doesNotExist();
  }

  @Test
  void minimalServerThatStoodInIsStartedAgain() {
    startPrevious(List.of(new ReplaceMinimalServer(List.of(WEB))));

    assertThat(home.resolve("minimal")).exists();
    assertThat(home.resolve("web")).doesNotExist();
  }

  @Test
  void halfAVersionIsStoppedAgainAndWhatIsOnlyOperatedGoesOn() {
    var services = new Services(new LocalHost());
    step.plan(
        KnownRunbooks.OPERATE_SERVICES,
        Subject.of("restart"),
        List.of(WEB),
        List.of(new OperateServices(ServiceOperation.RESTART, List.of(WEB))));
    services.start(step.acts().application(step), WEB);

    stopAgain(services);
    assertThat(home.resolve("web")).exists();

    step.plan(KnownRunbooks.EMERGENCY_ROLLBACK, new FileSet.Everything(), List.of(WEB), List.of());
    stopAgain(services);
    assertThat(home.resolve("web")).doesNotExist();
  }

  private void stopAgain(Services services) {
    new PlannedServices(services).stopAgain(step.acts().plan(step), step.acts().application(step));
  }

  private void startPrevious(List<PlannedAct> acts) {
    step.plan(KnownRunbooks.MODULE_ROLLBACK, new FileSet.Everything(), List.of(WEB), acts);
    new PlannedServices(new Services(new LocalHost()))
        .startPrevious(step.acts().plan(step), step.acts().application(step), "step");
  }

  /** A service that runs as long as a file of its name is there. */
  private ServiceSpec running(String name) {
    return ApplicationBuilder.service(
        home, List.of("touch", name), List.of("rm", "-f", name), List.of("test", "-e", name));
  }
}
