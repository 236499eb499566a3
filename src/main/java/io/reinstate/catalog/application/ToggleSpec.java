package io.reinstate.catalog.application;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * A feature, automation, optimisation or experiment that can be switched off on its own, or back to
 * a value that a snapshot recorded.
 *
 * @param title what people call it
 * @param how where the switch is
 * @param on the value that means on
 * @param off the value that means off
 * @param service the service that has to read it again
 * @param apply what makes the service read it
 * @param fallback how to tell that what stands in for it is really active
 */
public record ToggleSpec(
    String title,
    ToggleSwitch how,
    String on,
    String off,
    Optional<ServiceId> service,
    Apply apply,
    List<ProbeSpec> fallback) {

  public ToggleSpec {
    fallback = List.copyOf(fallback);
  }

  /** What makes a service read a switch. */
  public enum Apply {
    /** Nothing is needed. */
    @JsonProperty("nothing")
    NOTHING,
    /** The service's reload command. */
    @JsonProperty("reload")
    RELOAD,
    /** Stopping and starting the service. */
    @JsonProperty("restart")
    RESTART
  }

  /** The form of the file: one of {@code file}, {@code http} and {@code commands} is there. */
  @JsonCreator
  static ToggleSpec of(
      @JsonProperty("title") String title,
      @JsonProperty("file") ToggleSwitch.InFile file,
      @JsonProperty("http") ToggleSwitch.Http http,
      @JsonProperty("commands") ToggleSwitch.Commands commands,
      @JsonProperty("on") String on,
      @JsonProperty("off") String off,
      @JsonProperty("service") Optional<ServiceId> service,
      @JsonProperty("apply") Apply apply,
      @JsonProperty("fallback") List<ProbeSpec> fallback) {
    var how = file != null ? file : http != null ? http : commands;
    return new ToggleSpec(title, how, on, off, service, apply, fallback);
  }
}
