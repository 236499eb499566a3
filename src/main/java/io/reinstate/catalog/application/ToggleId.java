package io.reinstate.catalog.application;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The name of a toggle of an application: lower-case letters, digits and hyphens, at most 40
 * characters.
 */
public record ToggleId(@JsonValue String value) implements Comparable<ToggleId> {

  @JsonCreator
  public ToggleId {
    Names.check("toggle", value);
  }

  @Override
  public int compareTo(ToggleId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
