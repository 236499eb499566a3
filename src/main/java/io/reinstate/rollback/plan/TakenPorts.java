package io.reinstate.rollback.plan;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.service.Services;
import java.util.List;

/** Where a restart would fail, because somebody else listens where the service should. */
final class TakenPorts {

  private TakenPorts() {}

  /** A sentence for each of these services of which that is so now. */
  static List<String> warnings(
      Services services, Application application, List<ServiceId> restarts) {
    return restarts.stream()
        .flatMap(
            service ->
                services.others(application, service).stream()
                    .map(
                        who ->
                            "Somebody else has the port of %s: %s. While that is so, %1$s is neither stopped nor started. End that process first."
                                .formatted(service, who)))
        .toList();
  }
}
