package io.reinstate.health;

import io.reinstate.catalog.application.ProbeSpec;
import java.time.Duration;

/** Durations for people: {@code 340 ms}, {@code 2 s}, {@code 2.5 s}. */
final class Durations {

  private Durations() {}

  /** The probe's timeout. */
  static String of(ProbeSpec spec) {
    return of(spec.timeout());
  }

  static String of(Duration duration) {
    var milliseconds = duration.toMillis();
    if (milliseconds < 1000) {
      return milliseconds + " ms";
    }
    return milliseconds % 1000 == 0
        ? milliseconds / 1000 + " s"
        : "%.1f s".formatted(milliseconds / 1000.0);
  }
}
