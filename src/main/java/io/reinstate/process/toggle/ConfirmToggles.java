package io.reinstate.process.toggle;

import io.reinstate.catalog.application.Application;
import io.reinstate.health.HealthChecks;
import io.reinstate.health.Verdict;
import io.reinstate.process.Acts;
import io.reinstate.process.Subjects;
import io.reinstate.process.Variables;
import io.reinstate.process.failure.KeptFailures;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct.SetToggle;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Confirm toggles»: asks the application whether it works, and whether what stands in for the
 * toggles that are off now is really active. The answer is a value, never an error.
 *
 * <p>A second run asks again.
 */
@Component
class ConfirmToggles implements JavaDelegate {

  /** Where no service has to read the toggles. */
  private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(30);

  private final Acts acts;
  private final HealthChecks checks;
  private final KeptFailures failures;

  ConfirmToggles(Acts acts, HealthChecks checks, KeptFailures failures) {
    this.failures = failures;
    this.acts = acts;
    this.checks = checks;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var application = acts.application(execution);
    var plan = acts.plan(execution);
    var fallback = plan.fallback(application);
    var report = checks.await(application, Subjects.healthScope(plan));
    if (report.verdict() == Verdict.HEALTHY && !fallback.isEmpty()) {
      report =
          checks.await(
              application, "the fallback", fallback, List.of(), deadline(application, plan));
    }
    Variables.VERDICT.set(execution, report.verdict().name().toLowerCase(Locale.ROOT));
    Variables.HEALTH.set(execution, report.sentence());
    if (report.verdict() == Verdict.HEALTHY) {
      Variables.FAILURE.set(execution, null);
    } else {
      failures.notHealthy(execution, report.verdict(), report.sentence());
    }
  }

  /** The longest that a service which reads one of them may take to become healthy. */
  private static Duration deadline(Application application, Plan plan) {
    return plan.acts(SetToggle.class).stream()
        .flatMap(planned -> application.toggle(planned.toggle()).service().stream())
        .map(service -> application.service(service).deadline())
        .max(Comparator.naturalOrder())
        .orElse(DEFAULT_DEADLINE);
  }
}
