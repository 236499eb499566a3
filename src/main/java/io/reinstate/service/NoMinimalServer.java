package io.reinstate.service;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;

/** The minimal server was wanted, but the catalog has none. */
public final class NoMinimalServer extends ReinstateException {

  private static final long serialVersionUID = 1L;

  NoMinimalServer(Application application) {
    super(
        "There is no minimal server",
        "application " + application.id(),
        "Describe one under «minimal» in the application's file.");
  }
}
