package io.reinstate.web.api;

import io.reinstate.ReinstateException;
import java.util.Set;
import java.util.TreeSet;

/** The body of a request holds a key that nothing takes, or a value of another kind. */
final class UnreadableInput extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private UnreadableInput(String what, String next) {
    super(what, "inputs of the runbook", next);
  }

  static UnreadableInput unknown(String key, Set<String> known) {
    return new UnreadableInput(
        "There is no key «" + key + "»",
        "There are: " + String.join(", ", new TreeSet<>(known)) + ".");
  }

  static UnreadableInput not(String kind, String place) {
    return new UnreadableInput("«" + place + "» is not " + kind, "Correct it, and send it again.");
  }
}
