package io.reinstate.catalog;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** All applications Reinstate knows. Immutable: loaded once, whole, at start. */
public final class Catalog {

  private final Map<ApplicationId, Application> applications = new TreeMap<>();

  public Catalog(Collection<Application> applications) {
    applications.forEach(application -> this.applications.put(application.id(), application));
  }

  /** Every application, by name. */
  public Collection<Application> applications() {
    return applications.values();
  }

  /** The application of that name; fails with the known names where there is none. */
  public Application application(ApplicationId id) {
    var found = applications.get(id);
    if (found == null) {
      throw new NotInCatalog("application", id.value(), "catalog", applications.keySet());
    }
    return found;
  }
}
