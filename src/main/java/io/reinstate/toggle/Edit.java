package io.reinstate.toggle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.reinstate.storage.Sha256;

/**
 * The one stretch in which a file differs before and after, so that a file nobody touched since can
 * be made what it was to the byte. Contents are bytes as ISO 8859-1.
 *
 * @param at offset in bytes
 * @param removed what stood there before
 * @param inserted what stands there after
 * @param after SHA-256 of the whole file after
 */
record Edit(int at, String removed, String inserted, String after) {

  static Edit between(String before, String after) {
    var shorter = Math.min(before.length(), after.length());
    var start = 0;
    while (start < shorter && before.charAt(start) == after.charAt(start)) {
      start++;
    }
    var same = 0;
    while (same < shorter - start
        && before.charAt(before.length() - 1 - same) == after.charAt(after.length() - 1 - same)) {
      same++;
    }
    return new Edit(
        start,
        before.substring(start, before.length() - same),
        after.substring(start, after.length() - same),
        sha256(after));
  }

  /** Whether the file is as the edit left it. */
  boolean left(String content) {
    return after.equals(sha256(content));
  }

  /** The file as it was before; only for what {@link #left} says yes to. */
  String undo(String content) {
    return content.substring(0, at) + removed + content.substring(at + inserted.length());
  }

  private static String sha256(String content) {
    return Sha256.of(content.getBytes(ISO_8859_1));
  }
}
