package io.reinstate.web;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.exchange.OwnRights;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says what Reinstate's user may not do with the files of applications: of all at the start, later
 * of those that are new or described anew. Looking at every file takes time, so nothing waits for
 * it. What was said is not said again.
 */
@Component
class MissingRights {

  private static final Logger LOG = LoggerFactory.getLogger(MissingRights.class);

  private final Catalog catalog;
  private final OwnRights rights;
  private final Set<String> told = new HashSet<>();
  private Collection<Application> looked = List.of();

  MissingRights(Catalog catalog, OwnRights rights) {
    this.catalog = catalog;
    this.rights = rights;
  }

  @EventListener(ApplicationReadyEvent.class)
  void tell() {
    catalog.prepare(
        applications -> {
          var thread = new Thread(() -> tell(applications), "missing-rights");
          thread.setDaemon(true);
          thread.start();
        });
  }

  private synchronized void tell(Collection<Application> applications) {
    applications.stream()
        .filter(application -> !looked.contains(application))
        .flatMap(
            application ->
                rights.missing(application).stream()
                    .map(missing -> "Application " + application.id() + ": " + missing))
        .filter(told::add)
        .forEach(LOG::warn);
    looked = applications;
  }
}
