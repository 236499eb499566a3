package io.reinstate.catalog.application;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The name of a colour of an application: lower-case letters, digits and hyphens, at most 40
 * characters.
 */
public record ColourId(@JsonValue String value) implements Comparable<ColourId> {

  @JsonCreator
  public ColourId {
    Names.check("colour", value);
  }

  @Override
  public int compareTo(ColourId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
