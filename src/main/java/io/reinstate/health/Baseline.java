package io.reinstate.health;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured while an application was healthy.
 *
 * @param recorded when
 * @param values by what was measured: milliseconds, percent of one core, bytes, or plain numbers
 */
public record Baseline(Instant recorded, Map<String, Double> values) {

  public Baseline {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
