package io.reinstate.traffic;

import io.reinstate.catalog.application.ColourId;
import java.util.Optional;

/**
 * Where a proxy leads new requests.
 *
 * @param colour empty when it is not exactly one colour of the catalog
 * @param reason one sentence for people, without a full stop
 */
record Serving(Optional<ColourId> colour, String reason) {

  static Serving by(ColourId colour) {
    return new Serving(Optional.of(colour), "The proxy leads new requests to " + colour);
  }

  static Serving unclear(String reason) {
    return new Serving(Optional.empty(), reason);
  }

  boolean is(ColourId wanted) {
    return colour.filter(wanted::equals).isPresent();
  }
}
