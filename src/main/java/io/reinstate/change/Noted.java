package io.reinstate.change;

/**
 * A change as the journal notes it: enough to put it back or to confirm it without its plan.
 *
 * @param of which of its kind, such as the id of a database; empty where an act has but one
 */
public record Noted(Kind kind, String of) {

  public static Noted the(Kind kind) {
    return new Noted(kind, "");
  }
}
