package io.reinstate.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Sums as {@code sha256sum} writes them. */
final class Sha256 {

  private static final int BUFFER = 128 * 1024;

  private Sha256() {}

  static String of(String text) {
    return HexFormat.of().formatHex(digest().digest(text.getBytes(UTF_8)));
  }

  static String of(Path file) throws IOException {
    var digest = digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      var buffer = new byte[BUFFER];
      while (in.read(buffer) >= 0) {
        // Reading is summing.
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
