package io.reinstate.process.record;

import io.micrometer.core.instrument.MeterRegistry;
import io.reinstate.process.Variables;
import io.reinstate.rollback.record.Decision;
import io.reinstate.rollback.record.RollbackRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Where the time of a recovery went: detect, decide, approve, execute, verify. Together they are
 * the failed deployment recovery time of the DORA metrics (dora.dev). The first two are known only
 * when whoever started the rollback said when it began to fail, and when that was noticed.
 */
@Component
class RecoveryTimes {

  private static final String VERIFIED =
      "select coalesce(sum(DURATION_), 0) from ACT_HI_PROCINST where ROOT_PROC_INST_ID_ = ?"
          + " and PROC_DEF_KEY_ = 'verify-application' and END_TIME_ is not null";

  private final MeterRegistry registry;
  private final JdbcClient jdbc;

  RecoveryTimes(MeterRegistry registry, JdbcClient jdbc) {
    this.registry = registry;
    this.jdbc = jdbc;
  }

  /** An act restored its application. */
  void restored(RollbackRecord act, DelegateExecution execution) {
    var broken = Variables.BROKEN_SINCE.find(execution);
    var noticed = Variables.NOTICED.find(execution);
    between(act, "detect", broken, noticed);
    between(act, "decide", noticed, Optional.of(act.started()));
    var decided = act.decision().map(Decision::at);
    between(act, "approve", Optional.of(act.started()), decided);
    var verified = verified(act);
    var acted = Duration.between(decided.orElse(act.started()), act.done().orElseThrow());
    record(act, "execute", acted.minus(verified));
    record(act, "verify", verified);
  }

  private Duration verified(RollbackRecord act) {
    return Duration.ofMillis(jdbc.sql(VERIFIED).param(act.instance()).query(Long.class).single());
  }

  private void between(
      RollbackRecord act, String phase, Optional<Instant> from, Optional<Instant> to) {
    if (from.isPresent() && to.isPresent() && !to.get().isBefore(from.get())) {
      record(act, phase, Duration.between(from.get(), to.get()));
    }
  }

  private void record(RollbackRecord act, String phase, Duration time) {
    registry
        .timer(
            "reinstate.recovery",
            "application",
            act.application(),
            "runbook",
            act.runbook(),
            "phase",
            phase)
        .record(time);
  }
}
