package io.reinstate.process.verify;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.health.HealthChecks;
import io.reinstate.health.HealthReport;
import io.reinstate.health.Verdict;
import io.reinstate.process.Acts;
import io.reinstate.process.Subjects;
import io.reinstate.process.Variables;
import io.reinstate.process.failure.KeptFailures;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.Restarts;
import io.reinstate.service.Services;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Check health»: asks every probe until all are healthy or the deadline passes. The answer is a
 * value, never an error. What a person needs to know when it is not healthy, the last lines of the
 * logs included, is told along.
 *
 * <p>A second run asks again.
 */
@Component
class CheckHealth implements JavaDelegate {

  private static final int LAST_LINES = 25;

  private final Acts acts;
  private final HealthChecks checks;
  private final Services services;
  private final KeptFailures failures;
  private final Clock clock;

  CheckHealth(
      Acts acts, HealthChecks checks, Services services, KeptFailures failures, Clock clock) {
    this.clock = clock;
    this.failures = failures;
    this.acts = acts;
    this.checks = checks;
    this.services = services;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    var application = acts.application(execution);
    var began = clock.instant();
    var report = checks.await(application, Subjects.healthScope(plan));
    var waited = Duration.between(began, clock.instant());
    Variables.VERDICT.set(execution, report.verdict().name().toLowerCase(Locale.ROOT));
    Variables.HEALTH.set(execution, report.sentence());
    if (report.verdict() == Verdict.HEALTHY) {
      Variables.FAILURE.set(execution, null);
    } else {
      failures.notHealthy(execution, report.verdict(), told(report, waited, application, plan));
    }
  }

  private String told(HealthReport report, Duration waited, Application application, Plan plan) {
    return report.sentence()
        + (report.verdict() == Verdict.UNHEALTHY ? time(waited, application, plan) : "")
        + started(application, plan).stream()
            .map(service -> services.recentLog(application, service, LAST_LINES))
            .filter(log -> !log.isBlank())
            .map(log -> "\n\nLast lines of its log:\n" + log)
            .collect(Collectors.joining());
  }

  /** What is only slow to start looks as what does not work; the reader has to know the limit. */
  private static String time(Duration waited, Application application, Plan plan) {
    var deadlines =
        verified(application, plan).stream()
            .map(service -> service + " " + seconds(application.service(service).deadline()))
            .collect(Collectors.joining(", "));
    return " It was asked for "
        + seconds(waited)
        + (deadlines.isEmpty()
            ? "."
            : "; the catalog's deadline to become healthy: "
                + deadlines
                + ". What only starts slowly needs a longer one.");
  }

  private static Collection<ServiceId> verified(Application application, Plan plan) {
    return plan.subject()
        .module()
        .filter(module -> !plan.replacesMinimalServer())
        .<Collection<ServiceId>>map(
            module -> application.module(module).service().stream().toList())
        .or(() -> plan.subject().service().map(List::of))
        .orElseGet(() -> application.services().keySet());
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0).replace(".0 s", " s");
  }

  private static List<ServiceId> started(Application application, Plan plan) {
    return plan.replacesMinimalServer()
        ? plan.restarts()
        : Restarts.of(application, plan.subject());
  }
}
