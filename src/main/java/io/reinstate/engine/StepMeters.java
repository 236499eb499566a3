package io.reinstate.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a monitoring system may want to know about the steps: how long each took, who waits. */
@Component
public class StepMeters {

  private static final String WAITING =
      "select count(*) from ACT_RU_JOB where RETRIES_ > 0 and LOCK_OWNER_ is null and SUSPENSION_STATE_ = 1"
          + " and (DUEDATE_ is null or DUEDATE_ <= current_timestamp)";
  private static final String STANDING_STILL = "select count(*) from ACT_RU_JOB where RETRIES_ = 0";

  private final MeterRegistry registry;
  private final Counter renewals;
  private final Counter losses;
  private final Counter takeovers;

  StepMeters(MeterRegistry registry, JdbcClient jdbc) {
    this.registry = registry;
    renewals = counter("reinstate.lease.renewals", "Locks of running steps that were renewed");
    losses = counter("reinstate.lease.losses", "Running steps that lost their lock and were ended");
    takeovers = counter("reinstate.takeovers", "Steps taken over from a node that came to no end");
    gauge("reinstate.steps.waiting", "Steps that are due and wait for a thread", jdbc, WAITING);
    gauge(
        "reinstate.steps.failed", "Steps that stand still with an incident", jdbc, STANDING_STILL);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  private void gauge(String name, String description, JdbcClient jdbc, String count) {
    Gauge.builder(name, () -> jdbc.sql(count).query(Integer.class).single())
        .description(description)
        .register(registry);
  }

  /** Has the steps that run on this node counted. */
  void countRunning(IntSupplier running) {
    Gauge.builder("reinstate.steps.running", running::getAsInt)
        .description("Steps that run on this node")
        .register(registry);
  }

  void renewed() {
    renewals.increment();
  }

  void lost() {
    losses.increment();
  }

  void takenOver() {
    takeovers.increment();
  }

  /** A step came to its end. */
  void ended(String process, String step, Duration took) {
    registry.timer("reinstate.steps", "process", process, "step", step).record(took);
  }
}
