package io.reinstate.host;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.joining;

import io.reinstate.catalog.SecretReference;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Blots out secret values. A value of several lines is found line by line as well. */
public final class SecretMask {

  private static final String BLOT = "«***»";

  /** Shorter lines of a longer secret, such as a lone bracket, tell nothing. */
  private static final int TELLING = 8;

  private final List<String> tokens;
  private final Pattern pattern;

  public SecretMask(Collection<String> secrets) {
    tokens =
        secrets.stream()
            .flatMap(SecretMask::tokens)
            .filter(token -> !token.isEmpty())
            .distinct()
            .sorted(comparingInt(String::length).reversed())
            .toList();
    pattern = Pattern.compile(tokens.stream().map(Pattern::quote).collect(joining("|")));
  }

  /**
   * One for these secrets, looked up now.
   *
   * @throws SecretReference.Unresolved when a secret is not there
   */
  public static SecretMask of(Collection<SecretReference> secrets) {
    return new SecretMask(secrets.stream().map(SecretReference::resolve).toList());
  }

  /** The text with every secret replaced by {@code «***»}. */
  public String apply(String text) {
    return tokens.isEmpty() ? text : pattern.matcher(text).replaceAll(BLOT);
  }

  /** Characters of the longest text it looks for. */
  int longest() {
    return tokens.isEmpty() ? 0 : tokens.get(0).length();
  }

  private static Stream<String> tokens(String secret) {
    var lines = secret.lines().map(String::strip).filter(line -> line.length() >= TELLING);
    return Stream.concat(Stream.of(secret), lines);
  }
}
