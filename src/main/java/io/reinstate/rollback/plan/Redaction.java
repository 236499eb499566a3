package io.reinstate.rollback.plan;

import java.util.regex.Pattern;

/**
 * Blots out what may be a secret in a line of configuration. It errs on the side of blotting: the
 * value of every key whose name sounds like one, every password in a URL, everything that looks
 * random.
 */
final class Redaction {

  static final String BLOT = "***";

  private static final Pattern KEY =
      Pattern.compile(
          "(?i)(^|[^a-z])([\\w.-]*(passw|passphrase|pwd|secret|token|credential|api[_-]?key|private|auth|salt|signature|cert|dsn)[\\w.-]*[\"']?\\s*[=:]\\s*)(\\S.*)$");
  private static final Pattern PASSWORD_IN_URL = Pattern.compile("(://[^\\s/:@]*:)[^\\s@]+(@)");
  private static final Pattern RANDOM =
      Pattern.compile(
          "(?=[A-Za-z0-9+/_-]*[0-9])(?=[A-Za-z0-9+/_-]*[A-Za-z])[A-Za-z0-9+/_-]{24,}=*");

  private Redaction() {}

  static String of(String line) {
    var keyed = KEY.matcher(line).replaceAll(found -> found.group(1) + found.group(2) + BLOT);
    var urls = PASSWORD_IN_URL.matcher(keyed).replaceAll("$1" + BLOT + "$2");
    return RANDOM.matcher(urls).replaceAll(BLOT);
  }
}
