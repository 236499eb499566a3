package io.reinstate.process.verify;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.health.HealthReport;

/** An application that was healthy after a rollback did not stay so. */
final class NotStable extends ReinstateException {

  private static final long serialVersionUID = 1L;

  NotStable(Application application, HealthReport report) {
    super(
        application.title()
            + " was healthy after the rollback and did not stay so. "
            + report.sentence(),
        "watch of " + application.id(),
        "Look into its log: the target may be broken as well.");
  }
}
