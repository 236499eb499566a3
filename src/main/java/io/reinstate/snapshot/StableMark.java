package io.reinstate.snapshot;

import java.time.Instant;

/**
 * Somebody's word that a snapshot is known good.
 *
 * @param by who said so
 * @param at when
 * @param reason why they think so
 */
public record StableMark(String by, Instant at, String reason) {

  public StableMark {
    if (by == null || by.isBlank()) {
      throw new IllegalArgumentException("A stable mark needs a name");
    }
    reason = reason == null ? "" : reason;
  }
}
