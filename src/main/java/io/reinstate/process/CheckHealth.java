package io.reinstate.process;

import io.reinstate.health.HealthChecks;
import io.reinstate.health.HealthScope;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Check health»: asks every probe until all are healthy or the deadline passes. The answer is a
 * value, never an error.
 *
 * <p>A second run asks again.
 */
@Component
class CheckHealth implements JavaDelegate {

  private final Acts acts;
  private final HealthChecks checks;

  CheckHealth(Acts acts, HealthChecks checks) {
    this.acts = acts;
    this.checks = checks;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var scope =
        Variables.MODULE
            .find(execution)
            .map(HealthScope::module)
            .orElseGet(HealthScope::application);
    var report = checks.await(acts.application(execution), scope);
    Variables.VERDICT.set(execution, report.verdict().name().toLowerCase(Locale.ROOT));
    Variables.HEALTH.set(execution, report.sentence());
  }
}
