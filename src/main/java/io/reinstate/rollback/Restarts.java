package io.reinstate.rollback;

import io.reinstate.catalog.Application;
import io.reinstate.catalog.ServiceId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which services have to stop and start when files change. */
public final class Restarts {

  private Restarts() {}

  /** The services of the subject and all that need them, in the order they stop. */
  public static List<ServiceId> of(Application application, Subject subject) {
    var restarts = new LinkedHashSet<ServiceId>();
    subject
        .services(application)
        .forEach(service -> addWithDependants(application, service, restarts));
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
