package io.reinstate.rollback;

/** Text that the record can keep, for which PostgreSQL takes every character but NUL. */
public final class PlainText {

  private PlainText() {}

  /**
   * The text as it was given.
   *
   * @throws RequestRefused when it has a NUL
   */
  public static String check(String field, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new RequestRefused(
          "The " + field + " has a NUL character", field, "Leave it out, and try again.");
    }
    return text;
  }

  /** What a program printed, with a mark for each NUL, and of a longer text the beginning. */
  public static String atMost(int most, String printed) {
    var text = printed.replace('\0', '\uFFFD');
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
