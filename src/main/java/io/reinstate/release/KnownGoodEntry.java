package io.reinstate.release;

import java.time.Instant;

/**
 * Somebody vouched for a commit: a line of {@code known-good.jsonl}.
 *
 * @param commit the full id
 * @param by who
 * @param at when, UTC
 * @param why in their words
 * @param evidence what was seen: the sentence of the health check
 * @param act the key of the act that proved it ({@code shop-0042}); one entry each
 */
public record KnownGoodEntry(
    String commit, String by, Instant at, String why, String evidence, String act) {

  /** For people. */
  String sentence() {
    return "recorded by " + by + " at " + at + " (" + act + "): " + why;
  }
}
