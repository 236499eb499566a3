package io.reinstate.engine;

import io.reinstate.ReinstateException;

/** A runbook was started without something it needs. */
final class MissingInput extends ReinstateException {

  private static final long serialVersionUID = 1L;

  MissingInput(String variable) {
    super("«" + variable + "» is empty", variable, "Fill it in and start again.");
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
