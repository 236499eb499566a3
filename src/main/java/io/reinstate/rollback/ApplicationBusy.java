package io.reinstate.rollback;

import io.reinstate.ReinstateException;
import java.time.temporal.ChronoUnit;

/** Another act on the same application has not ended. */
public final class ApplicationBusy extends ReinstateException {

  private static final long serialVersionUID = 1L;

  ApplicationBusy(RollbackRecord first) {
    super(
        "Something else is being done to "
            + first.application()
            + ": "
            + first.key()
            + ", «"
            + first.runbook()
            + "»",
        "started by "
            + first.requester()
            + " at "
            + first.started().truncatedTo(ChronoUnit.SECONDS),
        "Wait until it ends, or cancel it in Cockpit, then start again.");
  }
}
