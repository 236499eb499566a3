package io.reinstate.catalog.application;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The name of a component of an application: lower-case letters, digits and hyphens, at most 40
 * characters.
 */
public record ComponentId(@JsonValue String value) implements Comparable<ComponentId> {

  @JsonCreator
  public ComponentId {
    Names.check("component", value);
  }

  @Override
  public int compareTo(ComponentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
