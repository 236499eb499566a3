package io.reinstate.process.cutover;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.health.HealthChecks;
import io.reinstate.health.HealthScope;
import io.reinstate.health.Verdict;
import io.reinstate.process.Acts;
import io.reinstate.process.Variables;
import io.reinstate.service.Services;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Start minimal server»: stops what is broken, so that the application answers again, if only with
 * a maintenance page. Whatever comes of it is told to the person who takes over.
 *
 * <p>A second run finds it running. One that is ended half-way tells nothing, and is run again.
 */
@Component
class StartMinimalServer implements JavaDelegate {

  private final Acts acts;
  private final Services services;
  private final HealthChecks checks;

  StartMinimalServer(Acts acts, Services services, HealthChecks checks) {
    this.acts = acts;
    this.services = services;
    this.checks = checks;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Variables.MINIMAL_SERVER.set(execution, start(acts.application(execution)));
  }

  private String start(Application application) {
    if (application.minimal().isEmpty()) {
      return application.title() + " has no minimal server in the catalog.";
    }
    try {
      services.stopAll(application);
      services.startMinimal(application);
      var report = checks.await(application, HealthScope.minimal());
      return report.verdict() == Verdict.HEALTHY
          ? "The minimal server answers. Customers see a maintenance page, not the application."
          : "The minimal server was started but does not answer as it should: " + report.sentence();
    } catch (ReinstateException e) {
      return "The minimal server could not be started: " + e.getMessage();
    }
  }
}
