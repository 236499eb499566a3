package io.reinstate.catalog.application;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The name of a phase of an application: lower-case letters, digits and hyphens, at most 40
 * characters.
 */
public record PhaseId(@JsonValue String value) implements Comparable<PhaseId> {

  @JsonCreator
  public PhaseId {
    Names.check("phase", value);
  }

  @Override
  public int compareTo(PhaseId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
