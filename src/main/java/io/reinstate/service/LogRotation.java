package io.reinstate.service;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.SystemUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sets the logs of supervised services aside before they fill the disk. */
@Component
class LogRotation {

  private static final Logger LOG = LoggerFactory.getLogger(LogRotation.class);
  private static final long MILLISECONDS = 30_000;

  private final Catalog catalog;

  LogRotation(Catalog catalog) {
    this.catalog = catalog;
  }

  @Scheduled(fixedDelay = MILLISECONDS)
  void setAsideLongLogs() {
    catalog.applications().forEach(LogRotation::setAsideLongLogs);
  }

  private static void setAsideLongLogs(Application application) {
    application
        .services()
        .forEach((id, service) -> setAside(service.run(), RunFiles.of(application, id)));
    application
        .minimal()
        .ifPresent(minimal -> setAside(minimal.run(), RunFiles.ofMinimal(application)));
  }

  /** The other node may be at it; whoever starts the service looks at its log as well. */
  private static void setAside(RunSpec run, RunFiles files) {
    if (!(run instanceof RunSpec.Supervised supervised) || !isLong(supervised, files.user())) {
      return;
    }
    try {
      var log = new ServiceLog(supervised.log(), files.user());
      files.ifNobodyActs(() -> log.setAsideAbove(supervised.logLimit()));
    } catch (RunFilesUnusable e) {
      LOG.warn("The log of service {} was not set aside: {}", files.name(), e.getMessage());
    }
  }

  private static boolean isLong(RunSpec.Supervised run, SystemUser user) {
    return run.logLimit() > 0 && new ServiceLog(run.log(), user).size() > run.logLimit();
  }
}
