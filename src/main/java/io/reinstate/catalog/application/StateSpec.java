package io.reinstate.catalog.application;

import java.util.List;
import java.util.Map;

/**
 * What a snapshot records beside the files.
 *
 * @param environment names of environment variables of Reinstate's own process to record; never
 *     name a secret here
 * @param versions commands whose first line of output is a version, by what they tell the version
 *     of
 * @param data whether what customers write ({@link Application#data}) is copied too
 */
public record StateSpec(
    List<String> environment, Map<String, List<String>> versions, boolean data) {

  /** Records the system's own state only. */
  public static final StateSpec NONE = new StateSpec(List.of(), Map.of());

  /** Without customers' data. */
  public StateSpec(List<String> environment, Map<String, List<String>> versions) {
    this(environment, versions, false);
  }
}
