package io.reinstate.rollback.record;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.ApplicationId;
import java.time.temporal.ChronoUnit;

/** Another act on the same application has not ended. */
public final class ApplicationBusy extends ReinstateException {

  private static final long serialVersionUID = 1L;

  /**
   * @param wanted what the act is about that is refused
   * @param busy what the first act has: that, or one that shares a database with it
   */
  ApplicationBusy(RollbackRecord first, ApplicationId wanted, ApplicationId busy) {
    super(
        "Something else is being done to "
            + busy
            + sharing(first, wanted, busy)
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

  private static String sharing(RollbackRecord first, ApplicationId wanted, ApplicationId busy) {
    var other = busy.equals(wanted) ? first.application() : wanted.value();
    return other.equals(busy.value()) ? "" : ", which shares a database with " + other;
  }
}
