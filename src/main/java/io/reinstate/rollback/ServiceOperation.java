package io.reinstate.rollback;

import java.util.Arrays;
import java.util.Locale;

/** What can be done to services without changing what they run with. */
public enum ServiceOperation {
  START,
  STOP,
  RESTART;

  private static final String CHOICE = "Name one of: start, stop, restart.";

  /**
   * The operation of that name ({@code restart}).
   *
   * @throws RequestRefused when there is none
   */
  public static ServiceOperation of(String name) {
    return Arrays.stream(values())
        .filter(operation -> operation.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new RequestRefused("There is no operation «" + name + "»", "operation", CHOICE));
  }

  /** None was named. */
  public static RequestRefused missing() {
    return new RequestRefused("No operation was named", "operation", CHOICE);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
