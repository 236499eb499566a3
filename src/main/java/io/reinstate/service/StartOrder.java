package io.reinstate.service;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ServiceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Services in the order in which they can be started: each after all it requires, directly or not,
 * otherwise as in the file. The catalog refuses circles; should there be one, it is cut somewhere.
 */
final class StartOrder {

  private final Application application;
  private final Set<ServiceId> seen = new LinkedHashSet<>();
  private final List<ServiceId> order = new ArrayList<>();

  private StartOrder(Application application) {
    this.application = application;
  }

  static List<ServiceId> of(Application application, Collection<ServiceId> services) {
    services.forEach(application::service);
    var whole = new StartOrder(application);
    application.services().keySet().forEach(whole::visit);
    return whole.order.stream().filter(services::contains).toList();
  }

  static List<ServiceId> reversed(Application application, Collection<ServiceId> services) {
    var order = new ArrayList<>(of(application, services));
    Collections.reverse(order);
    return order;
  }

  private void visit(ServiceId service) {
    if (seen.add(service)) {
      application.service(service).requires().forEach(this::visit);
      order.add(service);
    }
  }
}
