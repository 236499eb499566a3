package io.reinstate.rollback;

import io.reinstate.ReinstateException;
import io.reinstate.tree.Difference;

/** What an approved plan would change is no longer what it says. */
public final class PlanOutdated extends ReinstateException {

  private static final long serialVersionUID = 1L;

  /**
   * @param now what it would change now
   */
  public PlanOutdated(Plan plan, Difference now) {
    super(
        "Live files changed since the plan: it named "
            + plan.changes().files()
            + " files, now "
            + now.files()
            + " differ",
        plan.application().value(),
        "Nothing was changed; the new plan needs a new approval.");
  }
}
