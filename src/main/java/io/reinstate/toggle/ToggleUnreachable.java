package io.reinstate.toggle;

import io.reinstate.ReinstateException;

/**
 * Nobody can tell how a toggle stands: its file, key, address or command is not there or makes no
 * sense.
 */
public final class ToggleUnreachable extends ReinstateException {

  private static final long serialVersionUID = 1L;

  ToggleUnreachable(String what, String where, String next) {
    super(what, where, next);
  }

  ToggleUnreachable(String what, String where, String next, Throwable cause) {
    super(what, where, next, cause);
  }
}
