package io.reinstate.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.Application;
import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.RunSpec;
import io.reinstate.catalog.ServiceId;
import io.reinstate.catalog.ServiceSpec;
import io.reinstate.git.Revisions;
import io.reinstate.host.Cancellation;
import io.reinstate.host.LocalHost;
import io.reinstate.rollback.Act;
import io.reinstate.rollback.RecordDatabase;
import io.reinstate.service.Services;
import io.reinstate.snapshot.Exchanges;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.Snapshots;
import io.reinstate.toggle.Toggles;
import io.reinstate.traffic.Traffic;
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

class StandingStillTest {

  private static final String INSTANCE = "i-1";

  @TempDir Path directory;

  private final RecordDatabase database = new RecordDatabase();
  private StandingStill standingStill;

  @BeforeEach
  void open() {
    var clock = Clock.systemUTC();
    var application = application();
    var catalog = new Catalog(List.of(application));
    var rollbacks = database.rollbacks(clock, catalog);
    database.running.add(INSTANCE);
    rollbacks.open(
        new Act(
            INSTANCE,
            "module-rollback",
            application.id(),
            "olivia",
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    var host = new LocalHost();
    var services = new Services(host);
    var settings = new SnapshotSettings(directory.resolve("snapshots"));
    var snapshots = new Snapshots(settings, host, new Revisions(), clock);
    standingStill =
        new StandingStill(
            rollbacks,
            catalog,
            services,
            new Exchanges(snapshots, settings, clock),
            new Toggles(host),
            new Traffic(host, services, null));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void toldIsHowTheApplicationStandsAndWhatToPress() {
    assertThat(standingStill.told(INSTANCE, "It failed."))
        .startsWith("It failed.\nNow: ")
        .contains("; none of its files is exchanged.\nNext: remove the cause, then press Retry");
  }

  @Test
  void whoeverIsEndedWhileLookingTellsOfTheFailureAllTheSame() {
    var stopping = new Cancellation(() -> {});
    stopping.cancel("Reinstate is stopping");

    assertThat(stopping.during(() -> standingStill.told(INSTANCE, "It failed.")))
        .startsWith("It failed.\nNow: nobody can tell more: Reinstate is stopping")
        .contains("none of its files is exchanged.");
  }

  private Application application() {
    var run =
        new RunSpec.Commands(
            List.of("true"),
            List.of("true"),
            List.of("true"),
            Optional.empty(),
            directory,
            Map.of(),
            Map.of(),
            Duration.ofSeconds(30));
    return ApplicationBuilder.shop(directory.resolve("shop"))
        .services(
            Map.of(
                new ServiceId("web"),
                new ServiceSpec("Web", run, List.of(), List.of(), Duration.ofSeconds(1))))
        .build();
  }
}
