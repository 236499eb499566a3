package io.reinstate.service;

import java.util.List;

/** Lines of a text. */
final class Lines {

  private Lines() {}

  /** At most so many, from the end. */
  static String last(int count, String text) {
    return last(count, text.lines().toList());
  }

  static String last(int count, List<String> lines) {
    return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
  }
}
