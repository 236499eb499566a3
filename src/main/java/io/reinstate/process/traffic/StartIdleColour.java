package io.reinstate.process.traffic;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.health.Verdict;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.service.ServiceStatus;
import io.reinstate.service.Services;
import io.reinstate.traffic.Traffic;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Start idle colour»: starts what the other colour needs, and asks it, past the proxy, whether it
 * works. Nothing is switched before it does.
 *
 * <p>A second run finds it running, and asks again.
 */
@Component
class StartIdleColour implements JavaDelegate {

  private static final int LAST_LINES = 25;

  private final Acts acts;
  private final Services services;
  private final Traffic traffic;

  StartIdleColour(Acts acts, Services services, Traffic traffic) {
    this.acts = acts;
    this.services = services;
    this.traffic = traffic;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var colour = acts.plan(execution).acts(PlannedAct.SwitchTraffic.class).get(0).to();
    var application = acts.application(execution);
    try {
      services.start(application, application.traffic().orElseThrow().colour(colour).services());
      requireHealthy(application, colour);
    } catch (ReinstateException e) {
      throw RollbackError.COLOUR_UNHEALTHY.because(e);
    }
  }

  /** The last lines of the logs of its services that do not run. */
  private String lastWords(Application application, ColourId colour) {
    return application.traffic().orElseThrow().colour(colour).services().stream()
        .filter(
            service -> services.status(application, service).state() == ServiceStatus.State.STOPPED)
        .map(service -> services.recentLog(application, service, LAST_LINES))
        .filter(log -> !log.isBlank())
        .map(log -> " Last lines of its log:\n" + log)
        .collect(Collectors.joining());
  }

  private void requireHealthy(Application application, ColourId colour) {
    var report = traffic.awaitHealth(application, colour);
    if (report.verdict() != Verdict.HEALTHY) {
      throw new RequestRefused(
          colour
              + " does not work, so the traffic stays where it is. "
              + report.sentence()
              + lastWords(application, colour),
          "colour " + colour + " of " + application.id(),
          "Mend it, then start the rollback again.");
    }
  }
}
