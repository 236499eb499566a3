package io.reinstate.traffic;

import io.reinstate.ReinstateException;
import java.nio.file.Path;

/** That a step switches the traffic cannot be noted, read or forgotten. */
public final class SwitchJournalUnusable extends ReinstateException {

  private static final long serialVersionUID = 1L;

  SwitchJournalUnusable(Path directory, Throwable cause) {
    super(
        "Nobody can note which step switches the traffic: " + cause.getMessage(),
        directory.toString(),
        "Check rights and free space there, then try again.",
        cause);
  }
}
