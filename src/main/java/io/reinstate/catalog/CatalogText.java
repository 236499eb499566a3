package io.reinstate.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What a file of the catalog held when it was read.
 *
 * @param bytes a character for each byte
 * @param unreadable why it could not be read; then there are no bytes
 * @param modified when it was written last, UTC
 */
record CatalogText(String bytes, Optional<String> unreadable, Instant modified) {

  /** Bytes; nobody writes as much about one application. */
  private static final long LARGEST = 1024 * 1024;

  static CatalogText of(Path file) {
    try {
      var modified = Files.getLastModifiedTime(file).toInstant();
      if (Files.size(file) > LARGEST) {
        return unreadable("it has more than " + LARGEST + " bytes", modified);
      }
      var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return new CatalogText(bytes, Optional.empty(), modified);
    } catch (IOException | UncheckedIOException e) {
      return unreadable(e.toString(), Instant.EPOCH);
    }
  }

  private static CatalogText unreadable(String why, Instant modified) {
    return new CatalogText("", Optional.of(why), modified);
  }

  /** The text, as the UTF-8 it should be. */
  String decoded() throws CharacterCodingException {
    var raw = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
    return StandardCharsets.UTF_8.newDecoder().decode(raw).toString();
  }

  /** Whether it says the same, whenever it was written. */
  boolean saysTheSameAs(CatalogText other) {
    return other != null && bytes.equals(other.bytes) && unreadable.equals(other.unreadable);
  }
}
