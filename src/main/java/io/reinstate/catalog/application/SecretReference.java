package io.reinstate.catalog.application;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.reinstate.ReinstateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a secret is found, never the secret itself: {@code env:NAME} or {@code file:PATH}. Its text
 * form is the reference and may be shown anywhere.
 */
public record SecretReference(@JsonValue String reference) {

  @JsonCreator
  public SecretReference {
    if (!isWellFormed(reference)) {
      throw new Unresolved(
          "This is not a reference to a secret",
          "a value that is not shown here",
          "Write env:NAME or file:/ABSOLUTE/PATH.");
    }
  }

  /**
   * The secret, looked up now. Trailing line breaks of a file are dropped. Keep the value out of
   * logs and variables.
   */
  public String resolve() {
    return reference.startsWith("env:") ? fromEnvironment(name()) : fromFile(Path.of(name()));
  }

  public static boolean isWellFormed(String reference) {
    return reference != null && reference.matches("env:[A-Za-z_][A-Za-z0-9_]*|file:/[^\\x00]+");
  }

  /** Whether it leads to a secret now; the secret itself is not read. */
  public boolean isPresent() {
    return reference.startsWith("env:")
        ? System.getenv(name()) != null
        : Files.isReadable(Path.of(name())) && !Files.isDirectory(Path.of(name()));
  }

  private String name() {
    return reference.substring(reference.indexOf(':') + 1);
  }

  private String fromEnvironment(String name) {
    return Optional.ofNullable(System.getenv(name))
        .orElseThrow(
            () ->
                new Unresolved(
                    "The secret is not set",
                    reference,
                    "Set the variable where Reinstate is started, then start it again."));
  }

  private String fromFile(Path file) {
    try {
      return SecretFile.read(file).stripTrailing();
    } catch (IOException e) {
      throw new Unresolved(
          "The secret cannot be read",
          reference,
          "Check that the file exists and that Reinstate may read it.");
    }
  }

  @Override
  public String toString() {
    return reference;
  }

  /** A reference that leads to no secret. */
  public static final class Unresolved extends ReinstateException {
    private static final long serialVersionUID = 1L;

    Unresolved(String what, String where, String next) {
      super(what, where, next);
    }
  }
}
