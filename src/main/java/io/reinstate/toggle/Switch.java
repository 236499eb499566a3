package io.reinstate.toggle;

import java.util.Optional;
import java.util.function.Consumer;

/** The switch of a toggle, wherever it is. */
interface Switch {

  /** The present value; empty where there is none. */
  Optional<String> value();

  /**
   * Sets it, unless it stands so already.
   *
   * @param keep is given what was there, before anything is changed
   */
  void set(String value, Consumer<Previous> keep);

  /** Makes it what it was; no error when it is. */
  void putBack(Previous previous);
}
