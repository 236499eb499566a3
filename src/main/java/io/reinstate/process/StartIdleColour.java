package io.reinstate.process;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.Application;
import io.reinstate.catalog.ColourId;
import io.reinstate.health.Verdict;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.service.Services;
import io.reinstate.traffic.Traffic;
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

  private void requireHealthy(Application application, ColourId colour) {
    var report = traffic.awaitHealth(application, colour);
    if (report.verdict() != Verdict.HEALTHY) {
      throw new RequestRefused(
          colour + " does not work, so the traffic stays where it is. " + report.sentence(),
          "colour " + colour + " of " + application.id(),
          "Mend it, then start the rollback again.");
    }
  }
}
