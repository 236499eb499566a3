package io.reinstate.web;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.rule.CatalogProblem;
import java.util.List;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * The catalog's part of the state of health: {@code DEGRADED} while an application is refused or an
 * edit does not count. The whole stays up: whoever shares out requests has nothing to do with it.
 */
@Component("catalogHealthIndicator")
class CatalogHealth implements HealthIndicator {

  private static final Status DEGRADED = new Status("DEGRADED", "Not all of the catalog is right.");

  private final Catalog catalog;

  CatalogHealth(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public Health health() {
    var refused = catalog.refused();
    var unheeded = catalog.unheeded();
    var health = new Health.Builder();
    health.status(refused.isEmpty() && unheeded.isEmpty() ? Status.UP : DEGRADED);
    health.withDetail("applications", catalog.applications().size());
    refused.forEach(each -> health.withDetail("refused " + each.file(), told(each.problems())));
    unheeded.forEach(each -> health.withDetail(each.sentence(), told(each.problems())));
    if (!catalog.warnings().isEmpty()) {
      health.withDetail("warnings", told(catalog.warnings()));
    }
    return health.build();
  }

  private static List<String> told(List<CatalogProblem> problems) {
    return problems.stream().map(CatalogProblem::toString).toList();
  }
}
