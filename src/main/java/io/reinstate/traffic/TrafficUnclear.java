package io.reinstate.traffic;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;

/** New requests are not led to exactly one colour of the catalog, or nobody can tell to which. */
public final class TrafficUnclear extends ReinstateException {

  private static final long serialVersionUID = 1L;

  TrafficUnclear(Application application, String reason) {
    super(
        reason,
        "traffic of application " + application.id(),
        "Look at the proxy, or switch to the colour that should serve: that clears it up.");
  }
}
