package io.reinstate.process;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.reinstate.catalog.Application;
import io.reinstate.catalog.Catalog;
import io.reinstate.rollback.Outcome;
import io.reinstate.rollback.RollbackRecord;
import io.reinstate.snapshot.Snapshots;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * What a monitoring system may want to know: how many acts came to which end and how long they
 * took, and how old the newest stable snapshot of each application is.
 */
@Component
class Meters {

  private final MeterRegistry registry;
  private final Snapshots snapshots;
  private final Clock clock;

  Meters(MeterRegistry registry, Snapshots snapshots, Clock clock, Catalog catalog) {
    this.registry = registry;
    this.snapshots = snapshots;
    this.clock = clock;
    for (var application : catalog.applications()) {
      TimeGauge.builder(
              "reinstate.stable.snapshot.age", () -> ageInSeconds(application), TimeUnit.SECONDS)
          .description("Age of the newest stable snapshot; no number where there is none")
          .tag("application", application.id().value())
          .register(registry);
    }
  }

  private Number ageInSeconds(Application application) {
    return snapshots
        .latestStable(application.id())
        .map(snapshot -> (Number) Duration.between(snapshot.created(), clock.instant()).toSeconds())
        .orElse(Double.NaN);
  }

  /** An act came to its end. */
  void ended(RollbackRecord record, Outcome outcome) {
    registry
        .timer(
            "reinstate.acts",
            "application",
            record.application(),
            "runbook",
            record.runbook(),
            "outcome",
            outcome.id())
        .record(Duration.between(record.started(), clock.instant()));
  }
}
