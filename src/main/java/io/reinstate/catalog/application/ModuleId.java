package io.reinstate.catalog.application;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The name of a module of an application: lower-case letters, digits and hyphens, at most 40
 * characters.
 */
public record ModuleId(@JsonValue String value) implements Comparable<ModuleId> {

  @JsonCreator
  public ModuleId {
    Names.check("module", value);
  }

  @Override
  public int compareTo(ModuleId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
