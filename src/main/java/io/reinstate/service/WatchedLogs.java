package io.reinstate.service;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.ServiceId;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The logs that probes look at since the start of a service. */
final class WatchedLogs {

  private final Set<Path> logs = new LinkedHashSet<>();
  private final Optional<ServiceId> wanted;

  private WatchedLogs(Optional<ServiceId> wanted) {
    this.wanted = wanted;
  }

  /** Those of a service, its own log among them. */
  static Set<Path> of(Application application, ServiceId service) {
    var watched = new WatchedLogs(Optional.of(service));
    watched.addOwn(application.service(service).run());
    watched.addAll(application);
    return watched.logs;
  }

  /** Those of the minimal server. */
  static Set<Path> ofMinimal(Application application) {
    var watched = new WatchedLogs(Optional.empty());
    application
        .minimal()
        .ifPresent(
            minimal -> {
              watched.addOwn(minimal.run());
              watched.add(minimal.health(), Optional.empty());
            });
    return watched.logs;
  }

  private void addOwn(RunSpec run) {
    if (run instanceof RunSpec.Supervised supervised) {
      logs.add(supervised.log());
    }
  }

  private void addAll(Application application) {
    application.services().forEach((id, service) -> add(service.health(), Optional.of(id)));
    application.modules().values().forEach(module -> add(module.health(), module.service()));
    application.toggles().values().forEach(toggle -> addNamed(toggle.fallback()));
    application.components().values().forEach(component -> addNamed(component.health()));
    application.minimal().ifPresent(minimal -> addNamed(minimal.health()));
    application
        .traffic()
        .ifPresent(
            traffic -> {
              addNamed(traffic.health());
              traffic.colours().values().forEach(colour -> addNamed(colour.health()));
            });
  }

  /** Of probes that belong to no service, those that name one. */
  private void addNamed(List<ProbeSpec> probes) {
    probes.stream()
        .filter(WatchedLogs::namesService)
        .forEach(probe -> add(List.of(probe), Optional.empty()));
  }

  private static boolean namesService(ProbeSpec probe) {
    return probe instanceof ProbeSpec.Log log && log.service().isPresent();
  }

  private void add(List<ProbeSpec> probes, Optional<ServiceId> owner) {
    for (var probe : probes) {
      if (probe instanceof ProbeSpec.Log log && log.service().or(() -> owner).equals(wanted)) {
        log.file().ifPresent(logs::add);
      }
    }
  }
}
