package io.reinstate.change;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import java.util.List;
import java.util.stream.Collectors;

/** Several changes of an act could not be put back; the others were. */
public final class NotPutBack extends ReinstateException {

  private static final long serialVersionUID = 1L;

  NotPutBack(Application application, List<ReinstateException> failures) {
    super(
        failures.stream().map(Throwable::getMessage).collect(Collectors.joining(" ")),
        "application " + application.id(),
        "Remove the causes, then try again.");
    failures.forEach(this::addSuppressed);
  }
}
