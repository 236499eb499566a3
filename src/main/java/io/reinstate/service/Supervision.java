package io.reinstate.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.reinstate.ReinstateException;
import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.RunningActs;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.ServiceId;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Starts supervised services again that have ended by themselves, where the catalog says so, and
 * after a reboot those that ran before. What somebody stopped stays down; what somebody acts on is
 * left alone, and so is an application in whose place the minimal server stands.
 */
@Component
public class Supervision {

  private static final Logger LOG = LoggerFactory.getLogger(Supervision.class);
  private static final long MILLISECONDS = 1000;

  private final Catalog catalog;
  private final Services services;
  private final RunningActs acts;
  private final Clock clock;
  private final MeterRegistry registry;

  Supervision(
      Catalog catalog, Services services, RunningActs acts, Clock clock, MeterRegistry registry) {
    this.catalog = catalog;
    this.services = services;
    this.acts = acts;
    this.clock = clock;
    this.registry = registry;
  }

  /** Starts what ran when the machine was switched off, what is required by others first. */
  @EventListener(ApplicationReadyEvent.class)
  void startAfterBoot() {
    for (var application : catalog.applications()) {
      for (var service : StartOrder.of(application, application.services().keySet())) {
        alone(application, service, () -> startAfterBoot(application, service));
      }
    }
  }

  private void startAfterBoot(Application application, ServiceId service) {
    if (services.wantsStartAtBoot(application, service) && isUndisturbed(application)) {
      services.start(application, service);
      LOG.info("{} of {} ran before the reboot and was started.", service, application.id());
    }
  }

  @Scheduled(fixedDelay = MILLISECONDS, initialDelay = MILLISECONDS)
  void restartWhatHasEnded() {
    for (var application : catalog.applications()) {
      application
          .services()
          .forEach(
              (id, service) -> {
                if (service.run() instanceof RunSpec.Supervised run
                    && run.restart() != RunSpec.Restart.NEVER) {
                  alone(application, id, () -> restart(application, id));
                }
              });
    }
  }

  private void restart(Application application, ServiceId service) {
    if (services.status(application, service).state() == ServiceStatus.State.STOPPED
        && isUndisturbed(application)) {
      services
          .restartIfEnded(application, service, clock.instant())
          .ifPresent(
              told -> {
                LOG.warn("Application {}: {}", application.id(), told);
                registry
                    .counter(
                        "reinstate.service.restarts",
                        "application",
                        application.id().value(),
                        "service",
                        service.value(),
                        "outcome",
                        outcome(application, service))
                    .increment();
              });
    }
  }

  private String outcome(Application application, ServiceId service) {
    return services.status(application, service).state() == ServiceStatus.State.RUNNING
        ? "started"
        : "failed";
  }

  private boolean isUndisturbed(Application application) {
    return !acts.applications().contains(application.id())
        && !services.minimalStandsIn(application);
  }

  /** One service's trouble is not another's. */
  private static void alone(Application application, ServiceId service, Runnable act) {
    try {
      act.run();
    } catch (ReinstateException e) {
      LOG.warn("{} of {} cannot be supervised. {}", service, application.id(), e.getMessage());
    }
  }
}
