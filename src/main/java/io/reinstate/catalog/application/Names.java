package io.reinstate.catalog.application;

import java.util.regex.Pattern;

/**
 * The one rule for names: they become directory names, URLs and business keys, so nothing else is
 * let in.
 */
final class Names {

  static final String RULE = "[a-z][a-z0-9-]{0,39}";
  private static final Pattern VALID = Pattern.compile(RULE);

  private Names() {}

  static void check(String kind, String value) {
    if (value == null || !VALID.matcher(value).matches()) {
      throw new InvalidName(kind, value);
    }
  }
}
