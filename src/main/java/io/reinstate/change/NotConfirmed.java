package io.reinstate.change;

import io.reinstate.ReinstateException;

/** Only what was exchanged to the end can be confirmed. */
public final class NotConfirmed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  NotConfirmed(String key, Progress progress) {
    super(
        "The changes of "
            + key
            + " cannot be confirmed: not all of them are live ("
            + progress.stage()
            + ")",
        "application " + progress.application(),
        "Start the rollback again.");
  }
}
