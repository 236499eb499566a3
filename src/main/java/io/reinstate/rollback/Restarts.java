package io.reinstate.rollback;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ServiceId;
import java.util.Collection;
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
        .forEach(
            service -> {
              if (subject.withDependants()) {
                addWithDependants(application, service, restarts);
              } else {
                restarts.add(service);
              }
            });
    return List.copyOf(restarts);
  }

  /** These services and all that they need, in the order they stop. */
  public static List<ServiceId> required(Application application, Collection<ServiceId> services) {
    var required = new LinkedHashSet<ServiceId>();
    services.forEach(service -> addWithRequired(application, service, required));
    return of(application, new FileSet.Everything()).stream().filter(required::contains).toList();
  }

  private static void addWithRequired(
      Application application, ServiceId service, Set<ServiceId> required) {
    if (required.add(service)) {
      application
          .service(service)
          .requires()
          .forEach(other -> addWithRequired(application, other, required));
    }
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
