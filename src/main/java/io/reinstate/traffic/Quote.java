package io.reinstate.traffic;

/** Foreign text, short enough for a message, on one line. */
final class Quote {

  private static final int LONGEST = 400;

  private Quote() {}

  static String of(String text) {
    var line = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
    return "«" + (line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…") + "»";
  }
}
