package io.reinstate.database;

/**
 * What asking a database once found.
 *
 * @param name of the query, {@code connection} or {@code integrity}
 * @param answer whether it is as it should be
 * @param sentence what was found, for people
 */
public record CheckResult(String name, Answer answer, String sentence) {

  /** There are three, for a question that could not be asked tells nothing. */
  public enum Answer {
    RIGHT,
    /** It could not be asked: no data is neither right nor wrong. */
    UNKNOWN,
    WRONG
  }

  static CheckResult right(String name, String sentence) {
    return new CheckResult(name, Answer.RIGHT, sentence);
  }

  static CheckResult wrong(String name, String sentence) {
    return new CheckResult(name, Answer.WRONG, sentence);
  }

  static CheckResult unknown(String name, String sentence) {
    return new CheckResult(name, Answer.UNKNOWN, sentence);
  }
}
