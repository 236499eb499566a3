package io.reinstate.process.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.health.HealthChecks;
import io.reinstate.host.LocalHost;
import io.reinstate.process.StepOfARollback;
import io.reinstate.process.Variables;
import io.reinstate.rollback.FileSet;
import io.reinstate.runbook.KnownRunbooks;
import io.reinstate.service.Services;
import io.reinstate.service.TestApplication;
import io.reinstate.snapshot.SnapshotSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real services; the module of one of them is healthy as long as there is a file «page». */
class CheckHealthTest {

  private static final ServiceId WEB = new ServiceId("web");
  private static final ModuleId PAGE = new ModuleId("page");

  @TempDir Path directory;

  private final LocalHost host = new LocalHost();
  private final Services services = new Services(host);
  private Application application;
  private StepOfARollback step;

  @BeforeEach
  void bothRun() {
    var page =
        new ProbeSpec.Command("page", List.of("test", "-e", "page"), 0, Duration.ofSeconds(20));
    application =
        new TestApplication(directory)
            .deadline(Duration.ofSeconds(1))
            .supervised("web", List.of("sh", "-c", "echo the page is lost; exec sleep 600"))
            .deadline(Duration.ofSeconds(7))
            .supervised("worker", List.of("sh", "-c", "echo all is well; exec sleep 600"))
            .module("page", Optional.of("web"), page)
            .build();
    services.startAll(application);
    await().until(() -> !services.recentLog(application, WEB, 1).isBlank());
    step = new StepOfARollback(application);
    step.plan(KnownRunbooks.MODULE_ROLLBACK, new FileSet.OneModule(PAGE), List.of(WEB), List.of());
  }

  @AfterEach
  void stop() {
    step.close();
    services.stopAll(application);
  }

  @Test
  void whatAnEarlierTryFailedOfIsForgottenWhenItIsHealthy() throws Exception {
    Files.createFile(application.home().resolve("page"));
    Variables.FAILURE.set(step, "The page is lost.");

    check();

    assertThat(Variables.VERDICT.get(step)).isEqualTo("healthy");
    assertThat(Variables.FAILURE.find(step)).isEmpty();
    assertThat(step.kept()).isEmpty();
  }

  @Test
  void whoReadsThatAModuleIsUnhealthyReadsItsDeadlineAndItsLogAndNoOther() {
    check();

    assertThat(Variables.VERDICT.get(step)).isEqualTo("unhealthy");
    assertThat(Variables.FAILURE.get(step))
        .startsWith("Unhealthy: page ends with exit status 1, expected 0.")
        .contains("the catalog's deadline to become healthy: web 1 s.")
        .contains("Last lines of its log:", "the page is lost")
        .doesNotContain("worker", "all is well");
    assertThat(step.kept())
        .singleElement()
        .satisfies(failure -> assertThat(failure.text()).isEqualTo(Variables.FAILURE.get(step)));
  }

  private void check() {
    var settings = new SnapshotSettings(directory.resolve("snapshots"));
    var checks = new HealthChecks(host, services, settings, Clock.systemUTC());
    new CheckHealth(step.acts(), checks, services, step.failures(), Clock.systemUTC())
        .execute(step);
  }
}
