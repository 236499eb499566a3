package io.reinstate.rollback;

import io.reinstate.catalog.Application;
import io.reinstate.catalog.ModuleId;
import io.reinstate.catalog.ServiceId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which services have to stop and start when files change. */
public final class Restarts {

  private Restarts() {}

  /** A module's service and all that needs it; every service for the whole application. */
  public static List<ServiceId> of(Application application, Optional<ModuleId> module) {
    var changed =
        module
            .map(named -> application.module(named).service().stream().toList())
            .orElseGet(() -> List.copyOf(application.services().keySet()));
    var restarts = new LinkedHashSet<ServiceId>();
    changed.forEach(service -> addWithDependants(application, service, restarts));
    return List.copyOf(restarts);
  }

  private static void addWithDependants(
      Application application, ServiceId service, Set<ServiceId> restarts) {
    application
        .services()
        .forEach(
            (other, spec) -> {
              if (spec.requires().contains(service)) {
                addWithDependants(application, other, restarts);
              }
            });
    restarts.add(service);
  }
}
