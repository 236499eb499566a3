package io.reinstate.traffic;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.ColourId;

/** The proxy was told to lead requests to another colour, and it is not known to do so. */
public final class SwitchUnfinished extends ReinstateException {

  private static final long serialVersionUID = 1L;

  SwitchUnfinished(ColourId colour, String what, String where, Throwable cause) {
    super(
        "The switch to " + colour + " is not finished: " + what,
        where,
        "Look at the proxy and its log, then run the switch again: to this colour or back.",
        cause);
  }
}
