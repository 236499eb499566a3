package io.reinstate.service;

import io.reinstate.ReinstateException;

/** A service has no reload command. */
public final class CannotReload extends ReinstateException {

  private static final long serialVersionUID = 1L;

  CannotReload(String name) {
    super(
        "There is no command that reloads " + name,
        "service " + name,
        "Add commands.reload to the catalog, or restart it instead.");
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
