package io.reinstate.toggle;

import io.reinstate.catalog.application.ToggleSwitch;
import java.util.Optional;

/**
 * The content of a file in which the value of one key can be exchanged while every other byte
 * stays. Contents are bytes as ISO 8859-1: a character is a byte, an index an offset.
 */
interface Document {

  /**
   * A value where it stands.
   *
   * @param start of its first byte, quotes included
   * @param end after its last byte
   * @param text what it means
   */
  record Token(int start, int end, String text) {}

  /** The key's value; empty where the key is absent. Of several the last one counts. */
  Optional<Token> token();

  /** How the value is written here: in the quotes and of the type of what stands there now. */
  String written(String value);

  /**
   * The content with this as the key's value; the key is added where it is absent.
   *
   * @throws Malformed where there is no place for it
   */
  String with(String written) throws Malformed;

  /**
   * The content without the key.
   *
   * @throws Malformed where it cannot be taken out on its own
   */
  String without() throws Malformed;

  /**
   * The content of a file in that format.
   *
   * @throws Malformed where it is not in that format
   */
  static Document of(ToggleSwitch.Format format, String content, String key) throws Malformed {
    return switch (format) {
      case ENV -> new EnvDocument(content, key);
      case PROPERTIES -> new PropertiesDocument(content, key);
      case JSON -> JsonDocument.read(content, key);
      case YAML -> YamlDocument.read(content, key);
    };
  }
}
