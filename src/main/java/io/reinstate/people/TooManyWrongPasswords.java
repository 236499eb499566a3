package io.reinstate.people;

import io.reinstate.ReinstateException;
import java.time.Duration;

/** Nobody's password is checked from here for a while: too many were wrong. */
public final class TooManyWrongPasswords extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private final Duration left;

  TooManyWrongPasswords(String address, Duration left) {
    super(
        "Too many wrong passwords",
        "login from " + address,
        "Try again in %d s, or log in where you have logged in before."
            .formatted(left.toSeconds() + 1));
    this.left = left;
  }

  /** Until the next password is checked. */
  public Duration left() {
    return left;
  }
}
