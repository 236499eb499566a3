package io.reinstate.toggle;

import io.reinstate.ReinstateException;

/** A toggle could not be set or put back; the message says what is known of how it stands. */
public final class ToggleFailed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  ToggleFailed(String what, String where, String next) {
    super(what, where, next);
  }

  ToggleFailed(String what, String where, String next, Throwable cause) {
    super(what, where, next, cause);
  }
}
