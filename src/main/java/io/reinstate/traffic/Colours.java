package io.reinstate.traffic;

import static java.util.stream.Collectors.joining;

import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.TrafficSpec.ColourSpec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/** The colours of an application by what its proxy calls them. */
record Colours(Map<ColourId, ColourSpec> specs) {

  String upstream(ColourId colour) {
    return specs.get(colour).upstream();
  }

  List<String> upstreams() {
    return specs.values().stream().map(ColourSpec::upstream).toList();
  }

  /** The colour whose upstream the proxy shows, as it was written or resolved. */
  Optional<ColourId> at(String shown) {
    return specs.entrySet().stream()
        .filter(colour -> Address.same(colour.getValue().upstream(), shown))
        .map(Entry::getKey)
        .findFirst();
  }

  /** What it means that these upstreams, and no others, take new requests. */
  Serving serving(Collection<String> upstreams) {
    var taking = upstreams.stream().distinct().toList();
    if (taking.isEmpty()) {
      return Serving.unclear("The proxy leads new requests nowhere");
    }
    if (taking.size() == 1) {
      return at(taking.get(0)).map(Serving::by).orElseGet(() -> foreign(taking.get(0)));
    }
    var names = taking.stream().map(this::name).collect(joining(" and "));
    return Serving.unclear("The proxy leads new requests to " + names + " at the same time");
  }

  private Serving foreign(String upstream) {
    return Serving.unclear(
        "The proxy leads new requests to " + upstream + ", which is no colour of the catalog");
  }

  private String name(String upstream) {
    return at(upstream)
        .map(ColourId::value)
        .orElse(upstream + " (which is no colour of the catalog)");
  }
}
