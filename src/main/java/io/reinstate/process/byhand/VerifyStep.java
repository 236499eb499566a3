package io.reinstate.process.byhand;

import io.reinstate.health.HealthChecks;
import io.reinstate.health.HealthScope;
import io.reinstate.health.Verdict;
import io.reinstate.process.Acts;
import io.reinstate.process.Variables;
import io.reinstate.process.failure.KeptFailures;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Verify step»: asks the service that a step names until it is healthy or its deadline passes. The
 * answer is a value, never an error.
 *
 * <p>A second run asks again.
 */
@Component
class VerifyStep implements JavaDelegate {

  private final Acts acts;
  private final HealthChecks checks;
  private final KeptFailures failures;

  VerifyStep(Acts acts, HealthChecks checks, KeptFailures failures) {
    this.failures = failures;
    this.acts = acts;
    this.checks = checks;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var service = acts.manualStep(execution).service().orElseThrow();
    var report = checks.await(acts.application(execution), HealthScope.service(service));
    Variables.VERDICT.set(execution, report.verdict().name().toLowerCase(Locale.ROOT));
    Variables.HEALTH.set(execution, report.sentence());
    Variables.FAILURE.set(execution, null);
    if (report.verdict() == Verdict.UNHEALTHY) {
      failures.notHealthy(
          execution,
          report.verdict(),
          service + " does not work after this step. " + report.sentence());
    }
  }
}
