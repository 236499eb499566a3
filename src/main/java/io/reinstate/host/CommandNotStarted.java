package io.reinstate.host;

import io.reinstate.ReinstateException;

/** A program could not be started at all: it is not there, or may not be executed. */
public final class CommandNotStarted extends ReinstateException {

  private static final long serialVersionUID = 1L;

  CommandNotStarted(String program, String why, String where, Throwable cause) {
    super(
        "«" + program + "» cannot be started: " + why,
        where,
        "Check the program, its rights and the directory in the catalog.",
        cause);
  }
}
