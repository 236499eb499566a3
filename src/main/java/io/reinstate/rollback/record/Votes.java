package io.reinstate.rollback.record;

import io.reinstate.rollback.record.Decision.Answer;
import java.util.List;

/**
 * What people decided about one plan, and whether that permits it. Nothing else asks that of single
 * decisions.
 *
 * @param quorum how many people have to approve
 * @param cast the decisions, the first one first
 */
record Votes(int quorum, List<Decision> cast) {

  Votes {
    if (quorum < 1) {
      throw new IllegalArgumentException("A quorum of " + quorum + " asks nobody");
    }
    cast = List.copyOf(cast);
  }

  /** Whether nobody is asked any more. One refusal is enough. */
  boolean areSettled() {
    return areRefused() || haveEnough();
  }

  /** Whether the plan may run. */
  boolean permit() {
    return !areRefused() && haveEnough();
  }

  /** Whether it runs without what replaces data. One who wants that is enough. */
  boolean keepData() {
    return have(Answer.KEEP_DATA);
  }

  private boolean areRefused() {
    return cast.stream().anyMatch(each -> !each.answer().permits());
  }

  private boolean haveEnough() {
    return have(Answer.FORCE) || cast.size() >= quorum;
  }

  private boolean have(Answer answer) {
    return cast.stream().anyMatch(each -> each.answer() == answer);
  }
}
