package io.reinstate.catalog.application;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The name of a database of an application: lower-case letters, digits and hyphens, at most 40
 * characters.
 */
public record DatabaseId(@JsonValue String value) implements Comparable<DatabaseId> {

  @JsonCreator
  public DatabaseId {
    Names.check("database", value);
  }

  @Override
  public int compareTo(DatabaseId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
