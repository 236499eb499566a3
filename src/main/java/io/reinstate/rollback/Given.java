package io.reinstate.rollback;

import java.util.Optional;

/** What somebody gave for the inputs of a runbook. */
public interface Given {

  /** The value; empty where it was left out. */
  <T> Optional<T> find(Input<T> input);

  /**
   * The value.
   *
   * @throws RequestRefused when it was left out
   */
  default <T> T get(Input<T> input) {
    return find(input)
        .orElseThrow(
            () ->
                new RequestRefused(
                    "No " + input.name() + " was named",
                    input.name(),
                    "Choose the " + input.name() + " to roll back."));
  }

  /** Nothing at all. */
  static Given nothing() {
    return new Given() {
      @Override
      public <T> Optional<T> find(Input<T> input) {
        return Optional.empty();
      }
    };
  }
}
