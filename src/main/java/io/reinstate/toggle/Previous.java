package io.reinstate.toggle;

import java.util.Optional;

/**
 * What was there before a toggle was set.
 *
 * @param value as text; empty where there was none
 * @param written how the value was written, for a file: its bytes as ISO 8859-1
 * @param edit what setting it did to the file
 */
record Previous(Optional<String> value, Optional<String> written, Optional<Edit> edit) {

  static Previous of(String value) {
    return new Previous(Optional.of(value), Optional.empty(), Optional.empty());
  }
}
