package io.reinstate.catalog.application;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;

/**
 * A running part of an application.
 *
 * @param title what people call it
 * @param run how it is started and stopped
 * @param requires services that are started before it and stopped after it
 * @param health how to tell that it works
 * @param deadline how long after a start it may take to become healthy
 * @param reloadsCode whether its reload takes up new code, without a request that fails
 */
public record ServiceSpec(
    String title,
    RunSpec run,
    List<ServiceId> requires,
    List<ProbeSpec> health,
    Duration deadline,
    boolean reloadsCode) {

  public ServiceSpec {
    requires = List.copyOf(requires);
    health = List.copyOf(health);
  }

  /** A service that is stopped and started for new code. */
  public ServiceSpec(
      String title,
      RunSpec run,
      List<ServiceId> requires,
      List<ProbeSpec> health,
      Duration deadline) {
    this(title, run, requires, health, deadline, false);
  }

  /** The form of the file: one of {@code supervised} and {@code commands} is there. */
  @JsonCreator
  static ServiceSpec of(
      @JsonProperty("title") String title,
      @JsonProperty("supervised") RunSpec.Supervised supervised,
      @JsonProperty("commands") RunSpec.Commands commands,
      @JsonProperty("requires") List<ServiceId> requires,
      @JsonProperty("health") List<ProbeSpec> health,
      @JsonProperty("deadline") Duration deadline,
      @JsonProperty("reloadsCode") boolean reloadsCode) {
    return new ServiceSpec(
        title, supervised == null ? commands : supervised, requires, health, deadline, reloadsCode);
  }
}
