package io.reinstate.rollback;

/**
 * The one rule for reasons: somebody reads them a year later, and the record has room for 2,000
 * characters.
 */
public final class Reasons {

  private static final int LONGEST = 2000;

  private Reasons() {}

  /**
   * The reason without blanks around it.
   *
   * @throws RequestRefused when there is none, or it is longer than 2,000 characters, or has a NUL
   */
  public static String check(String reason) {
    if (reason == null || reason.isBlank()) {
      throw new RequestRefused(
          "The reason is empty", "reason", "Write one sentence, and try again.");
    }
    if (reason.length() > LONGEST) {
      throw new RequestRefused(
          "The reason has " + reason.length() + " characters",
          "reason",
          "Write at most " + LONGEST + ", and try again.");
    }
    return PlainText.check("reason", reason).strip();
  }
}
