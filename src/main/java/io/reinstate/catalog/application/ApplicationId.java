package io.reinstate.catalog.application;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name of an application: lower-case letters, digits and hyphens, at most 40 characters. */
public record ApplicationId(@JsonValue String value) implements Comparable<ApplicationId> {

  @JsonCreator
  public ApplicationId {
    Names.check("application", value);
  }

  @Override
  public int compareTo(ApplicationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
