package io.reinstate.rollback.record;

import java.time.Instant;

/**
 * Something that went wrong in an act, whether or not it was mended later.
 *
 * @param step what the diagram calls the step
 * @param code the error code of the diagrams, {@code UNHEALTHY}, {@code NOBODY_CAN_TELL} or {@code
 *     STANDS_STILL}
 * @param text what happened, where, and what to do next, secrets blotted out
 * @param at when it was noticed, UTC
 */
public record Failure(String step, String code, String text, Instant at) {

  /** Marks where one of several ways back was given up: what follows has causes of its own. */
  public static final String OPTION_FAILED = "OPTION_FAILED";

  boolean endsOption() {
    return code.equals(OPTION_FAILED);
  }
}
