package io.reinstate.traffic;

import io.reinstate.catalog.application.ColourId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * The colours of an application at one moment.
 *
 * @param active the colour that serves; empty when that is unclear or the proxy cannot be asked
 * @param reason for people: what the proxy says
 * @param colours by name, in the order of the catalog
 */
public record TrafficStatus(
    Optional<ColourId> active, String reason, Map<ColourId, ColourStatus> colours) {

  public TrafficStatus {
    colours = Collections.unmodifiableMap(new LinkedHashMap<>(colours));
  }

  /** The colours that do not serve; all of them when it is unclear which one does. */
  public List<ColourId> idle() {
    return colours.entrySet().stream()
        .filter(colour -> !colour.getValue().active())
        .map(Entry::getKey)
        .toList();
  }
}
