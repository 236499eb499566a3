package io.reinstate.change;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;

/** What an act replaced is given up, so there is nothing left to put back. */
public final class AlreadyConfirmed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  AlreadyConfirmed(String key, Application application) {
    super(
        "The changes of " + key + " are confirmed; what they replaced is gone",
        "application " + application.id(),
        "Restore a snapshot.");
  }
}
