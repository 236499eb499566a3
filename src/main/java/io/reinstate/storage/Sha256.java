package io.reinstate.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hexadecimal digits, as {@code sha256sum} writes it. */
public final class Sha256 {

  private static final int BUFFER = 128 * 1024;

  private final MessageDigest digest;

  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  public Sha256 add(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
    return this;
  }

  public Sha256 add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  public static String of(String text) {
    return new Sha256().add(text).hex();
  }

  public static String of(byte[] bytes) {
    return new Sha256().add(bytes, 0, bytes.length).hex();
  }

  /** Of a file's content; a symbolic link is not followed. */
  public static String of(Path file) throws IOException {
    try (var channel =
            Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        var in = Channels.newInputStream(channel)) {
      return of(in);
    }
  }

  /** Of everything that is read. */
  public static String of(InputStream in) throws IOException {
    var sum = new Sha256();
    var buffer = new byte[BUFFER];
    for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      sum.add(buffer, 0, read);
    }
    return sum.hex();
  }
}
