package io.reinstate.catalog.application;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The name of a service of an application: lower-case letters, digits and hyphens, at most 40
 * characters.
 */
public record ServiceId(@JsonValue String value) implements Comparable<ServiceId> {

  @JsonCreator
  public ServiceId {
    Names.check("service", value);
  }

  @Override
  public int compareTo(ServiceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
