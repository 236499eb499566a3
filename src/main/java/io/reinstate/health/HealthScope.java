package io.reinstate.health;

import io.reinstate.catalog.application.ComponentId;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.ServiceId;

/** Which probes of an application are asked. */
public sealed interface HealthScope {

  /** Those of all services and all modules; not of the minimal server. */
  static HealthScope application() {
    return new Whole();
  }

  /** Those of the module and of the service it belongs to. */
  static HealthScope module(ModuleId module) {
    return new Module(module);
  }

  /** Those of all services and all modules, and those of the component. */
  static HealthScope component(ComponentId component) {
    return new OneComponent(component);
  }

  /** Those of one service and of its modules. */
  static HealthScope service(ServiceId service) {
    return new Service(service);
  }

  /** Those of the minimal server. */
  static HealthScope minimal() {
    return new Minimal();
  }

  /** See {@link #application()}. */
  record Whole() implements HealthScope {}

  /** See {@link #module(ModuleId)}. */
  record Module(ModuleId module) implements HealthScope {}

  /** See {@link #component(ComponentId)}. */
  record OneComponent(ComponentId component) implements HealthScope {}

  /** See {@link #service(ServiceId)}. */
  record Service(ServiceId service) implements HealthScope {}

  /** See {@link #minimal()}. */
  record Minimal() implements HealthScope {}
}
