package io.reinstate.traffic;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;

/** The traffic of an application was asked for that has no colours. */
public final class NoTraffic extends ReinstateException {

  private static final long serialVersionUID = 1L;

  NoTraffic(Application application) {
    super(
        "There are no colours",
        "application " + application.id(),
        "Describe the proxy and the colours under «traffic» in the application's file.");
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
