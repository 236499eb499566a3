package io.reinstate.catalog;

import io.reinstate.ReinstateException;
import java.io.IOException;

/** What is kept of an application does not describe one here. */
public final class NotDescribed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  NotDescribed(String application, IOException cause) {
    super(
        "What the catalog said of the application cannot be used: " + firstLine(cause),
        "application " + application,
        "If its user is gone, create it again; otherwise start anew, so that the catalog is read"
            + " again.",
        cause);
  }

  private static String firstLine(IOException cause) {
    return cause.getMessage().lines().findFirst().orElse("no reason was given");
  }
}
