package io.reinstate.traffic;

import io.reinstate.catalog.application.ServiceId;
import io.reinstate.health.HealthReport;
import io.reinstate.service.ServiceStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One colour at one moment.
 *
 * @param active whether it alone is known to serve
 * @param services by name, in the order of the catalog
 * @param health what the colour itself answers, past the proxy
 */
public record ColourStatus(
    boolean active, Map<ServiceId, ServiceStatus> services, HealthReport health) {

  public ColourStatus {
    services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
  }

  /** Whether all its services run; true when it has none. */
  public boolean running() {
    return services.values().stream()
        .allMatch(service -> service.state() == ServiceStatus.State.RUNNING);
  }
}
