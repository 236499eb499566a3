package io.reinstate.cli;

import io.reinstate.ReinstateException;

/** A command could not do what it was asked for. */
final class NotDone extends ReinstateException {

  private static final long serialVersionUID = 1L;

  NotDone(String what, String where, String next) {
    super(what, where, next);
  }
}
