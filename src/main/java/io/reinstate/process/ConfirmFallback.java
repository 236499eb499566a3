package io.reinstate.process;

import io.reinstate.catalog.Application;
import io.reinstate.catalog.ToggleSpec;
import io.reinstate.health.HealthChecks;
import io.reinstate.health.HealthScope;
import io.reinstate.health.Verdict;
import io.reinstate.rollback.PlannedAct;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Confirm fallback»: asks the application whether it works, and whether what stands in for the
 * toggles is really active. The answer is a value, never an error.
 *
 * <p>A second run asks again.
 */
@Component
class ConfirmFallback implements JavaDelegate {

  /** Where no service has to read the toggles. */
  private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(30);

  private final Acts acts;
  private final HealthChecks checks;

  ConfirmFallback(Acts acts, HealthChecks checks) {
    this.acts = acts;
    this.checks = checks;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var application = acts.application(execution);
    var plan = acts.plan(execution);
    var scope =
        plan.subject().component().map(HealthScope::component).orElseGet(HealthScope::application);
    var toggles =
        plan.acts(PlannedAct.SetToggle.class).stream()
            .map(planned -> application.toggle(planned.toggle()))
            .toList();
    var fallback = toggles.stream().flatMap(toggle -> toggle.fallback().stream()).toList();
    var report = checks.await(application, scope);
    if (report.verdict() == Verdict.HEALTHY && !fallback.isEmpty()) {
      report = checks.await(application, "the fallback", fallback, deadline(application, toggles));
    }
    Variables.VERDICT.set(execution, report.verdict().name().toLowerCase(Locale.ROOT));
    Variables.HEALTH.set(execution, report.sentence());
    Variables.FAILURE.set(
        execution, report.verdict() == Verdict.HEALTHY ? null : report.sentence());
  }

  /** The longest that a service which reads one of them may take to become healthy. */
  private static Duration deadline(Application application, List<ToggleSpec> toggles) {
    return toggles.stream()
        .flatMap(toggle -> toggle.service().stream())
        .map(service -> application.service(service).deadline())
        .max(Comparator.naturalOrder())
        .orElse(DEFAULT_DEADLINE);
  }
}
