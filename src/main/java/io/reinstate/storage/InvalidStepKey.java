package io.reinstate.storage;

import io.reinstate.ReinstateException;

/** A text that cannot name a step: it could leave its directory. */
public final class InvalidStepKey extends ReinstateException {

  private static final long serialVersionUID = 1L;

  InvalidStepKey(String value) {
    super(
        "«" + value + "» is not the name of a step",
        "step",
        "Keys are letters, digits and . _ # -, start with a letter or digit, and have at most 150"
            + " characters.");
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
