package io.reinstate.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reinstate.catalog.application.SecretReference;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Blots out secret values: as they are, in any letter case, escaped for a shell, JSON, XML or a
 * URL, in hexadecimal digits, and in Base64, whatever stands before and after. A value of several
 * lines is found line by line as well, and one that is broken over lines piece by piece.
 *
 * <p>A value shorter than six characters is found only where it stands alone, as it is: it would be
 * found in ordinary words, too.
 */
public final class SecretMask {

  private static final String BLOT = "«***»";

  /** Shorter lines of a longer secret, such as a lone bracket, tell nothing. */
  private static final int TELLING = 8;

  /** Shorter secrets are words that stand alone. */
  private static final int FOUND_ANYWHERE = 6;

  /** Of one character of a secret, as in {@code &#x00e9;}. */
  private static final int LONGEST_FORM = 8;

  private final List<String> words;
  private final List<String> plain;
  private final List<String> base64;
  private final List<String> hex;
  private final int longest;

  public SecretMask(Collection<String> secrets) {
    words = distinct(secrets.stream().filter(each -> each.length() < FOUND_ANYWHERE));
    var found = distinct(secrets.stream().filter(each -> each.length() >= FOUND_ANYWHERE));
    plain = distinct(found.stream().flatMap(SecretMask::tokens).map(Reading::folded));
    base64 = distinct(found.stream().flatMap(SecretMask::base64).map(Reading::folded));
    hex = distinct(found.stream().map(each -> HexFormat.of().formatHex(each.getBytes(UTF_8))));
    longest =
        LONGEST_FORM
            * secrets.stream().mapToInt(each -> each.getBytes(UTF_8).length).max().orElse(0);
  }

  private static List<String> distinct(Stream<String> texts) {
    return texts.filter(text -> !text.isEmpty()).distinct().toList();
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
    if (words.isEmpty() && plain.isEmpty()) {
      return text;
    }
    var found = new ArrayList<Reading.Found>();
    words.forEach(word -> Reading.asItIs(text).findAlone(word, found));
    if (!plain.isEmpty()) {
      Reading.unescaped(text).forEach(reading -> plain.forEach(each -> reading.find(each, found)));
      var asBase64 = Reading.base64(text);
      base64.forEach(each -> asBase64.find(each, found));
      var asHexadecimal = Reading.hexadecimal(text);
      hex.forEach(each -> asHexadecimal.find(each, found));
    }
    return found.isEmpty() ? text : blotted(text, found);
  }

  private static String blotted(String text, List<Reading.Found> found) {
    found.sort(null);
    var result = new StringBuilder();
    var end = 0;
    for (var each : found) {
      if (each.start() >= end) {
        result.append(text, end, each.start()).append(BLOT);
      }
      end = Math.max(end, each.end());
    }
    return result.append(text, end, text.length()).toString();
  }

  /** Characters of the longest text it looks for. */
  int longest() {
    return longest;
  }

  private static Stream<String> tokens(String secret) {
    var lines = secret.lines().map(String::strip).filter(line -> line.length() >= TELLING);
    return Stream.concat(Stream.of(secret), lines);
  }

  /**
   * What the Base64 of any text that holds the secret holds: a character has six bits, so there are
   * three, by how many bytes stand before it. Characters that hold bits of others are left out.
   */
  private static Stream<String> base64(String secret) {
    var bytes = secret.getBytes(UTF_8);
    return IntStream.range(0, 3)
        .mapToObj(
            before -> {
              var shifted = new byte[before + bytes.length];
              System.arraycopy(bytes, 0, shifted, before, bytes.length);
              var whole = Base64.getEncoder().withoutPadding().encodeToString(shifted);
              return whole.substring((8 * before + 5) / 6, 8 * shifted.length / 6);
            });
  }
}
