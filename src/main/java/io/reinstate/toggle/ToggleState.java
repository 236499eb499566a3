package io.reinstate.toggle;

import io.reinstate.catalog.application.ToggleId;
import io.reinstate.catalog.application.ToggleSpec;
import java.util.Optional;

/**
 * How a toggle stands.
 *
 * @param value the present value as text; empty where there is none
 * @param position what the catalog says about that value
 */
public record ToggleState(ToggleId toggle, Optional<String> value, Position position) {

  /** What a value means. */
  public enum Position {
    ON,
    OFF,
    /** A value that means neither. */
    OTHER,
    /** There is no value: the key is not in the file, the answer or the output. */
    ABSENT
  }

  static ToggleState of(ToggleId toggle, ToggleSpec spec, Optional<String> value) {
    return new ToggleState(
        toggle, value, value.map(text -> position(spec, text)).orElse(Position.ABSENT));
  }

  private static Position position(ToggleSpec spec, String value) {
    if (value.equals(spec.off())) {
      return Position.OFF;
    }
    return value.equals(spec.on()) ? Position.ON : Position.OTHER;
  }
}
