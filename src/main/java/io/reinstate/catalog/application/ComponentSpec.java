package io.reinstate.catalog.application;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * A component with several ways back, the mildest first.
 *
 * @param title what people call it
 * @param service the service it is part of
 * @param health how to tell that the application works again
 * @param options tried in this order until one helps
 */
public record ComponentSpec(
    String title, Optional<ServiceId> service, List<ProbeSpec> health, List<Option> options) {

  public ComponentSpec {
    health = List.copyOf(health);
    options = List.copyOf(options);
  }

  /** One way back. */
  public sealed interface Option {

    /** One of {@code toggle}, {@code release} and {@code remove} is there. */
    @JsonCreator
    static Option of(
        @JsonProperty("toggle") ToggleId toggle,
        @JsonProperty("release") FilePatterns release,
        @JsonProperty("remove") FilePatterns remove) {
      if (toggle != null) {
        return new ByToggle(toggle);
      }
      return release == null ? new Removal(remove) : new FromRelease(release);
    }
  }

  /** Its toggle is switched off. */
  public record ByToggle(ToggleId toggle) implements Option {}

  /** These of its files come from the last known good release. */
  public record FromRelease(FilePatterns files) implements Option {}

  /** These of its files are taken away. */
  public record Removal(FilePatterns files) implements Option {}
}
