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
        first.runbook().startsWith("undo-")
            ? "It puts back what a cancelled rollback left behind. Wait until it ends, then start again."
            : "It may wait for a person: see Tasklist, and the Rollbacks page in Cockpit. Wait until it ends, or start"
                + " «Cancel a rollback» in Tasklist, then start again.");
  }
}
