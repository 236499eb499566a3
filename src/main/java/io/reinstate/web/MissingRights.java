package io.reinstate.web;

import io.reinstate.catalog.Application;
import io.reinstate.catalog.Catalog;
import io.reinstate.snapshot.OwnRights;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says at the start what Reinstate's user may not do with the files of applications. Looking at
 * every file takes time, so nothing waits for it.
 */
@Component
class MissingRights {

  private static final Logger LOG = LoggerFactory.getLogger(MissingRights.class);

  private final Catalog catalog;
  private final OwnRights rights;

  MissingRights(Catalog catalog, OwnRights rights) {
    this.catalog = catalog;
    this.rights = rights;
  }

  @EventListener(ApplicationReadyEvent.class)
  void tell() {
    var thread = new Thread(() -> catalog.applications().forEach(this::tell), "missing-rights");
    thread.setDaemon(true);
    thread.start();
  }

  private void tell(Application application) {
    for (var missing : rights.missing(application)) {
      LOG.warn("Application {}: {}", application.id(), missing);
    }
  }
}
