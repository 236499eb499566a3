package io.reinstate.database.product;

import io.reinstate.storage.Sha256;
import java.util.regex.Pattern;

/**
 * The short form of a step key, which names databases and files: ten hexadecimal digits of its
 * SHA-256. A key that is short already stays as it is.
 */
public record RestoreKey(String value) {

  public static final String RULE = "[0-9a-f]{10}";
  static final int LENGTH = 10;

  private static final Pattern SHORT = Pattern.compile(RULE);

  public RestoreKey {
    if (!SHORT.matcher(value).matches()) {
      throw new IllegalArgumentException("«" + value + "» is no short key");
    }
  }

  public static RestoreKey of(String key) {
    if (key.isBlank()) {
      throw new IllegalArgumentException("A restore needs a key");
    }
    return new RestoreKey(SHORT.matcher(key).matches() ? key : sum(key).substring(0, LENGTH));
  }

  private static String sum(String key) {
    return Sha256.of(key);
  }

  @Override
  public String toString() {
    return value;
  }
}
