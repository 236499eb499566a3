package io.reinstate.catalog.application;

import io.reinstate.ReinstateException;

/** A name that cannot be one: it has characters that could leave a directory or break a URL. */
public final class InvalidName extends ReinstateException {

  private static final long serialVersionUID = 1L;

  InvalidName(String kind, String value) {
    super(
        "«" + value + "» is not the name of a " + kind,
        kind,
        "Names are lower-case letters, digits and hyphens, start with a letter, and have at most 40 characters.");
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
