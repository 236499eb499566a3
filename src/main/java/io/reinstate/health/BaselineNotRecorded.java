package io.reinstate.health;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.ApplicationId;

/** A baseline was not recorded; the one before, if any, still counts. */
public final class BaselineNotRecorded extends ReinstateException {

  private static final long serialVersionUID = 1L;

  BaselineNotRecorded(ApplicationId application, String what, String next) {
    super(what, "application " + application, next);
  }

  BaselineNotRecorded(ApplicationId application, Throwable cause) {
    super(
        "The baseline cannot be written: " + cause,
        "application " + application,
        "Check rights and free space of the directory of the snapshots, then try again.",
        cause);
  }
}
