package io.reinstate.process.verify;

import io.reinstate.catalog.application.Application;
import io.reinstate.health.HealthChecks;
import io.reinstate.health.HealthReport;
import io.reinstate.health.Verdict;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.process.Subjects;
import io.reinstate.process.Variables;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct.SwitchTraffic;
import io.reinstate.rollback.record.Rollbacks;
import io.reinstate.traffic.Traffic;
import java.time.Clock;
import java.time.Duration;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Check stability»: one look at an application that was rolled back. Unhealthy twice in a row, it
 * is not stable; once is a doubt, which the next look settles. Where nobody can tell, it is not
 * unhealthy. It waits for nothing: the diagram's timer does.
 *
 * <p>The first run says until when it is watched. A second run looks again.
 */
@Component
class CheckStability implements JavaDelegate {

  private static final String WATCHING = "watching";
  private static final String DOUBTFUL = "doubtful";
  private static final String STABLE = "stable";

  private final Acts acts;
  private final Rollbacks rollbacks;
  private final HealthChecks checks;
  private final Traffic traffic;
  private final WatchSettings settings;
  private final Clock clock;

  CheckStability(
      Acts acts,
      Rollbacks rollbacks,
      HealthChecks checks,
      Traffic traffic,
      WatchSettings settings,
      Clock clock) {
    this.acts = acts;
    this.rollbacks = rollbacks;
    this.checks = checks;
    this.traffic = traffic;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    rollbacks.acted(Acts.instance(execution));
    var application = acts.application(execution);
    var plan = acts.plan(execution);
    var window = plan.runbook().watch(application.watch());
    if (window.isZero()) {
      Variables.STABILITY.set(execution, STABLE);
      return;
    }
    begin(execution, window);
    var report = ask(application, plan);
    Variables.HEALTH.set(execution, report.sentence());
    Variables.STABILITY.set(execution, stability(execution, application, report));
  }

  private void begin(DelegateExecution execution, Duration window) {
    if (Variables.WATCH_UNTIL.find(execution).isEmpty()) {
      Variables.WATCH_UNTIL.set(execution, clock.instant().plus(window));
      Variables.WATCH_INTERVAL.set(execution, settings.interval(window).toString());
    }
  }

  private String stability(
      DelegateExecution execution, Application application, HealthReport report) {
    if (report.verdict() == Verdict.UNHEALTHY) {
      if (Variables.STABILITY.find(execution).filter(DOUBTFUL::equals).isPresent()) {
        rollbacks.reopen(Acts.instance(execution));
        throw RollbackError.NOT_STABLE.because(new NotStable(application, report));
      }
      return DOUBTFUL;
    }
    return clock.instant().isBefore(Variables.WATCH_UNTIL.get(execution)) ? WATCHING : STABLE;
  }

  /** Asks what the rollback was about; of traffic not the colour that is idle now. */
  private HealthReport ask(Application application, Plan plan) {
    for (var act : plan.acts(SwitchTraffic.class)) {
      return application.traffic().orElseThrow().health().isEmpty()
          ? traffic.health(application, act.to())
          : traffic.healthThroughProxy(application, act.to());
    }
    var report = checks.check(application, Subjects.healthScope(plan));
    var fallback = plan.fallback(application);
    return report.verdict() == Verdict.UNHEALTHY || fallback.isEmpty()
        ? report
        : checks.ask(application, "the fallback", fallback);
  }
}
