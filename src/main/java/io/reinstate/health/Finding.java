package io.reinstate.health;

/** A verdict with its reason, before it is known how long the try took. */
record Finding(Verdict verdict, String reason) {

  private static final int LONGEST_QUOTE = 80;

  static Finding healthy(String reason) {
    return new Finding(Verdict.HEALTHY, reason);
  }

  static Finding unhealthy(String reason) {
    return new Finding(Verdict.UNHEALTHY, reason);
  }

  static Finding unknown(String reason) {
    return new Finding(Verdict.UNKNOWN, reason);
  }

  /** Foreign text, short enough for a sentence, on one line. */
  static String quote(String text) {
    var line = text.strip().replaceAll("\\p{Cntrl}+", " ");
    return "«"
        + (line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…")
        + "»";
  }
}
