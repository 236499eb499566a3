package io.reinstate.catalog.rule;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Guesses which known names somebody meant, by edit distance (Levenshtein 1966). */
public final class NearestNames {

  private static final int AT_MOST = 3;

  private NearestNames() {}

  /** A sentence: what was probably meant, or else what there is. */
  public static String of(String unknown, Collection<String> known) {
    if (known.isEmpty()) {
      return "There is nothing to write here.";
    }
    var near = String.join(" or ", near(unknown, known));
    return near.isEmpty()
        ? "Known here: " + String.join(", ", known) + "."
        : "Did you mean " + near + "?";
  }

  /** Names that are like the unknown one, the likest first, at most three. */
  public static List<String> near(String unknown, Collection<String> known) {
    return known.stream()
        .filter(name -> distance(unknown, name) <= Math.max(2, unknown.length() / 3))
        .sorted(Comparator.comparingInt(name -> distance(unknown, name)))
        .limit(AT_MOST)
        .toList();
  }

  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
