package io.reinstate.catalog.application;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two or more colours of an application behind a proxy, one of which serves.
 *
 * @param proxy what leads the traffic
 * @param colours by name
 * @param health asked through the proxy
 */
public record TrafficSpec(
    ProxySpec proxy, Map<ColourId, ColourSpec> colours, List<ProbeSpec> health) {

  public TrafficSpec {
    colours = Collections.unmodifiableMap(new LinkedHashMap<>(colours));
    health = List.copyOf(health);
  }

  /** The form of the file: one of the proxies is there. */
  @JsonCreator
  static TrafficSpec of(
      @JsonProperty("caddy") ProxySpec.Caddy caddy,
      @JsonProperty("haproxy") ProxySpec.Haproxy haproxy,
      @JsonProperty("nginx") ProxySpec.Nginx nginx,
      @JsonProperty("colours") Map<ColourId, ColourSpec> colours,
      @JsonProperty("health") List<ProbeSpec> health) {
    var proxy = caddy != null ? caddy : haproxy != null ? haproxy : nginx;
    return new TrafficSpec(proxy, colours, health);
  }

  /** The colour of that name. */
  public ColourSpec colour(ColourId colour) {
    var found = colours.get(colour);
    if (found == null) {
      throw new NotInCatalog("colour", colour.value(), "section traffic", colours.keySet());
    }
    return found;
  }

  /**
   * One colour.
   *
   * @param upstream {@code host:port}, as the proxy reaches it; for HAProxy the name of the server
   * @param services what runs when the colour is up
   * @param health asked of the colour itself, past the proxy
   */
  public record ColourSpec(String upstream, List<ServiceId> services, List<ProbeSpec> health) {

    public ColourSpec {
      services = List.copyOf(services);
      health = List.copyOf(health);
    }
  }
}
