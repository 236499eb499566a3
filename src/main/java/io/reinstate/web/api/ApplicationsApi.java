package io.reinstate.web.api;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.ComponentId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.PhaseId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.health.HealthChecks;
import io.reinstate.health.HealthReport;
import io.reinstate.health.HealthScope;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.store.Snapshots;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can be rolled back, and to what. */
@RestController
@RequestMapping("/api/applications")
class ApplicationsApi {

  private final Catalog catalog;
  private final Snapshots snapshots;
  private final HealthChecks checks;

  ApplicationsApi(Catalog catalog, Snapshots snapshots, HealthChecks checks) {
    this.catalog = catalog;
    this.snapshots = snapshots;
    this.checks = checks;
  }

  @GetMapping
  @Operation(summary = "The applications of the catalog")
  List<ApplicationView> all() {
    return catalog.applications().stream().map(ApplicationView::of).toList();
  }

  @GetMapping("/{application}/snapshots")
  @Operation(summary = "The snapshots of an application, newest first")
  List<Snapshot> snapshots(@PathVariable("application") String application) {
    return snapshots.list(known(application).id());
  }

  @GetMapping("/{application}/health")
  @Operation(summary = "Asks every probe of an application once")
  HealthReport health(@PathVariable("application") String application) {
    return checks.check(known(application), HealthScope.application());
  }

  private Application known(String application) {
    return catalog.application(new ApplicationId(application));
  }

  /** An application, as far as callers need to know it: what its runbooks can be given, by name. */
  record ApplicationView(
      ApplicationId application,
      String title,
      Set<ServiceId> services,
      Set<ModuleId> modules,
      Set<PhaseId> phases,
      Set<ToggleId> toggles,
      Set<DatabaseId> databases,
      Set<ComponentId> components,
      Set<ColourId> colours) {

    static ApplicationView of(Application application) {
      return new ApplicationView(
          application.id(),
          application.title(),
          application.services().keySet(),
          application.modules().keySet(),
          application.phases().keySet(),
          application.toggles().keySet(),
          application.databases().keySet(),
          application.components().keySet(),
          application.traffic().map(traffic -> traffic.colours().keySet()).orElse(Set.of()));
    }
  }
}
