package io.reinstate.database;

import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * A version of a schema. Runs of digits are compared as numbers, everything else as text: {@code 9}
 * is before {@code 12}, {@code V2__users} before {@code V10__orders}.
 */
record SchemaVersion(String text) implements Comparable<SchemaVersion> {

  private static final Pattern PARTS = Pattern.compile("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");

  @Override
  public int compareTo(SchemaVersion other) {
    var mine = PARTS.split(text);
    var others = PARTS.split(other.text);
    for (var i = 0; i < Math.min(mine.length, others.length); i++) {
      var order = compare(mine[i], others[i]);
      if (order != 0) {
        return order;
      }
    }
    var shorter = Integer.compare(mine.length, others.length);
    return shorter == 0 ? text.compareTo(other.text) : shorter;
  }

  private static int compare(String mine, String other) {
    return isNumber(mine) && isNumber(other)
        ? new BigInteger(mine).compareTo(new BigInteger(other))
        : mine.compareTo(other);
  }

  private static boolean isNumber(String part) {
    return !part.isEmpty() && part.chars().allMatch(Character::isDigit);
  }

  @Override
  public String toString() {
    return text;
  }
}
