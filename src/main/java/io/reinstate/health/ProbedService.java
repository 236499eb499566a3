package io.reinstate.health;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.host.ProcessStat;
import io.reinstate.service.LogStart;
import io.reinstate.service.Services;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a probe is about.
 *
 * @param service empty for the minimal server
 */
record ProbedService(Application application, Optional<ServiceId> service, Services services) {

  String name() {
    return service.map(ServiceId::value).orElse("the minimal server");
  }

  Optional<Path> log() {
    return service
        .map(id -> services.log(application, id))
        .orElseGet(() -> services.minimalLog(application));
  }

  Optional<LogStart> logStart(Path log) {
    return service
        .map(id -> services.logStart(application, id, log))
        .orElseGet(() -> services.minimalLogStart(application, log));
  }

  List<ProcessStat> processes() {
    return service
        .map(id -> services.processes(application, id))
        .orElseGet(() -> services.minimalProcesses(application));
  }
}
