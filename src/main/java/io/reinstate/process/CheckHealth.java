package io.reinstate.process;

import io.reinstate.catalog.Application;
import io.reinstate.catalog.ServiceId;
import io.reinstate.health.HealthChecks;
import io.reinstate.health.HealthReport;
import io.reinstate.health.Verdict;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.Restarts;
import io.reinstate.service.Services;
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

  CheckHealth(Acts acts, HealthChecks checks, Services services) {
    this.acts = acts;
    this.checks = checks;
    this.services = services;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    var application = acts.application(execution);
    var report = checks.await(application, Subjects.healthScope(plan));
    Variables.VERDICT.set(execution, report.verdict().name().toLowerCase(Locale.ROOT));
    Variables.HEALTH.set(execution, report.sentence());
    Variables.FAILURE.set(
        execution, report.verdict() == Verdict.HEALTHY ? null : told(report, application, plan));
  }

  private String told(HealthReport report, Application application, Plan plan) {
    return "The application does not work with these files. "
        + report.sentence()
        + started(application, plan).stream()
            .map(service -> services.recentLog(application, service, LAST_LINES))
            .filter(log -> !log.isBlank())
            .map(log -> "\n\nLast lines of its log:\n" + log)
            .collect(Collectors.joining());
  }

  private static List<ServiceId> started(Application application, Plan plan) {
    return plan.replacesMinimalServer()
        ? plan.restarts()
        : Restarts.of(application, plan.subject());
  }
}
