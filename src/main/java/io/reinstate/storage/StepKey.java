package io.reinstate.storage;

import java.util.regex.Pattern;

/** The rule for keys of steps ({@code <process instance>-<activity>}): they name directories. */
public final class StepKey {

  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._#-]{0,149}");

  private StepKey() {}

  /**
   * The key itself.
   *
   * @throws InvalidStepKey when it has other characters than such keys have
   */
  public static String check(String key) {
    if (!valid(key)) {
      throw new InvalidStepKey(key);
    }
    return key;
  }

  public static boolean valid(String key) {
    return key != null && VALID.matcher(key).matches();
  }
}
