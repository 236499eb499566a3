package io.reinstate.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.RunSpec;
import io.reinstate.catalog.ServiceId;
import io.reinstate.catalog.ServiceSpec;
import io.reinstate.catalog.ToggleId;
import io.reinstate.catalog.ToggleSpec;
import io.reinstate.catalog.ToggleSwitch;
import io.reinstate.git.Revisions;
import io.reinstate.host.LocalHost;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Subject;
import io.reinstate.service.Services;
import io.reinstate.snapshot.Exchanges;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.Snapshots;
import io.reinstate.toggle.Toggles;
import io.reinstate.traffic.Traffic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeOverTest {

  private static final ToggleId UPLOADS = new ToggleId("uploads");

  @TempDir Path directory;

  private final Toggles toggles = new Toggles(new LocalHost());
  private StepOfARollback step;
  private TakeOver takeOver;

  @BeforeEach
  void open() throws Exception {
    var home = Files.createDirectory(directory.toRealPath().resolve("shop"));
    Files.writeString(home.resolve(".env"), "UPLOADS=on\n");
    var file = new ToggleSwitch.InFile(home.resolve(".env"), ToggleSwitch.Format.ENV, "UPLOADS");
    var uploads =
        new ToggleSpec(
            "Uploads", file, "on", "off", Optional.empty(), ToggleSpec.Apply.NOTHING, List.of());
    step =
        new StepOfARollback(
            ApplicationBuilder.shop(home)
                .services(Map.of(new ServiceId("web"), serviceThatIsDown(home)))
                .toggles(Map.of(UPLOADS, uploads))
                .build());
    step.plan(
        Runbook.FEATURE_TOGGLE_ROLLBACK,
        new Subject.Switches(List.of(UPLOADS)),
        List.of(),
        List.of());
    takeOver = new TakeOver(step.acts(), step.rollbacks(), step.plans(), standingStill());
  }

  @AfterEach
  void close() {
    step.close();
  }

  @Test
  void whatIsPutBackIsToldWithWhatTheServicesDo() {
    takeOver.tell(step);

    assertThat(now())
        .startsWith("Files, data, toggles and traffic are as they were before its last try.")
        .contains("Services: web ");
  }

  @Test
  void whatIsConfirmedIsToldToBeLive() {
    Variables.RESTORED.set(step, true);

    takeOver.tell(step);

    assertThat(now()).startsWith("What this rollback changed is confirmed, and live.");
  }

  @Test
  void whatIsNeitherConfirmedNorPutBackIsTold() {
    toggles.set(step.acts().application(step), UPLOADS, "off", Variables.PLAN.get(step));

    takeOver.tell(step);

    assertThat(now()).contains("its toggles are set, or some of them, and not confirmed.");
  }

  private String now() {
    return Variables.STATE_NOW.get(step);
  }

  private StandingStill standingStill() {
    var host = new LocalHost();
    var clock = Clock.systemUTC();
    var services = new Services(host);
    var settings = new SnapshotSettings(directory.resolve("snapshots"));
    var snapshots = new Snapshots(settings, host, new Revisions(), clock);
    return new StandingStill(
        step.rollbacks(),
        new Catalog(List.of(step.acts().application(step))),
        services,
        new Exchanges(snapshots, settings, clock),
        toggles,
        new Traffic(host, services, null));
  }

  private static ServiceSpec serviceThatIsDown(Path home) {
    var run =
        new RunSpec.Commands(
            List.of("true"),
            List.of("true"),
            List.of("false"),
            Optional.empty(),
            home,
            Map.of(),
            Map.of(),
            Duration.ofSeconds(30));
    return new ServiceSpec("Web", run, List.of(), List.of(), Duration.ofSeconds(1));
  }
}
