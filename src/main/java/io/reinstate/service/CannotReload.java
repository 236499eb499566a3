package io.reinstate.service;

import io.reinstate.ReinstateException;

/** A service has no reload, or does not run. */
public final class CannotReload extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private CannotReload(String what, String name, String next) {
    super(what, "service " + name, next);
  }

  static CannotReload without(String name) {
    return new CannotReload(
        "There is nothing that reloads " + name,
        name,
        "Add commands.reload or supervised.reload to the catalog, or restart it instead.");
  }

  static CannotReload stopped(String name) {
    return new CannotReload(name + " does not run, so it cannot be reloaded", name, "Start it.");
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
