package io.reinstate.process.cutover;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ToggleSpec;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.Restarts;
import io.reinstate.service.Services;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The services that a plan restarts or reloads. */
@Component
public class PlannedServices {

  private static final Logger LOG = LoggerFactory.getLogger(PlannedServices.class);

  private final Services services;

  public PlannedServices(Services services) {
    this.services = services;
  }

  /**
   * Starts what the plan stopped, dependants last, or has services take up the files by their
   * reload. A second run starts what does not run yet, and reloads again.
   *
   * @param step as in {@link Services#restart}
   */
  void start(Plan plan, Application application, String step) {
    if (plan.reloads().isEmpty()) {
      services.start(application, plan.restarts());
    } else {
      var restarts = Restarts.of(application, plan.subject());
      services.reloadOrRestart(application, plan.reloads(), restarts, step);
    }
  }

  /**
   * Starts what ran before the plan was carried out: its services, or the minimal server where that
   * stood in for them. A second run starts what does not run yet.
   *
   * @param step as in {@link Services#restart}
   */
  void startPrevious(Plan plan, Application application, String step) {
    if (plan.replacesMinimalServer()) {
      services.startMinimal(application);
    } else if (!plan.acts(PlannedAct.SetToggle.class).isEmpty()) {
      readToggles(plan, application, step);
    } else {
      start(plan, application, step);
    }
  }

  /**
   * Has every service read the toggles again that has to, by reload or restart, and no other. A
   * second run restarts nothing that its first one restarted, and reloads again.
   *
   * @param step as in {@link Services#restart}
   */
  public void readToggles(Plan plan, Application application, String step) {
    services.restart(application, plan.restarts(), step);
    plan.acts(PlannedAct.SetToggle.class).stream()
        .map(planned -> application.toggle(planned.toggle()))
        .filter(toggle -> toggle.apply() == ToggleSpec.Apply.RELOAD)
        .flatMap(toggle -> toggle.service().stream())
        .distinct()
        .filter(service -> !plan.restarts().contains(service))
        .forEach(service -> services.reload(application, service));
  }

  /**
   * After a failed start: half a version leaves nothing running. Services that are only operated
   * have no other version, so those that run go on.
   */
  void stopAgain(Plan plan, Application application) {
    if (!plan.acts(PlannedAct.OperateServices.class).isEmpty()) {
      return;
    }
    try {
      services.stop(application, plan.restarts());
    } catch (ReinstateException e) {
      LOG.warn("After a failed start, a service could not be stopped again. {}", e.getMessage());
    }
  }
}
