package io.reinstate.process.record;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.rollback.record.Outcome;
import io.reinstate.rollback.record.RollbackRecord;
import io.reinstate.snapshot.store.Snapshots;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
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
    var ages =
        MultiGauge.builder("reinstate.stable.snapshot.age")
            .description("Age of the newest stable snapshot; no number where there is none")
            .baseUnit("seconds")
            .register(registry);
    catalog.prepare(
        applications -> ages.register(applications.stream().map(this::row).toList(), true));
    count(
        "reinstate.catalog.applications",
        "Applications that can be rolled back",
        () -> catalog.applications().size());
    count(
        "reinstate.catalog.refused",
        "Files of applications that are refused",
        () -> catalog.refused().size());
    count(
        "reinstate.catalog.unheeded",
        "Files that are not right, of applications that work on",
        () -> catalog.unheeded().size());
  }

  private void count(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  private MultiGauge.Row<?> row(Application application) {
    return MultiGauge.Row.of(
        Tags.of("application", application.id().value()), () -> ageInSeconds(application));
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
