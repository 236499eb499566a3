package io.reinstate.traffic;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import java.nio.file.Path;

/** The traffic is being switched by somebody else, or the lock that tells cannot be used. */
public final class TrafficBusy extends ReinstateException {

  private static final long serialVersionUID = 1L;

  TrafficBusy(Application application, Path lock, Throwable cause) {
    super(
        "The traffic of " + application.id() + " cannot be switched now",
        lock.toString(),
        cause == null
            ? "Another switch holds this lock for two minutes already; wait for its end."
            : "Reinstate must be able to write this file: " + cause.getMessage(),
        cause);
  }
}
