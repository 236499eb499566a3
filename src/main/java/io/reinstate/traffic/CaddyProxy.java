package io.reinstate.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.ProxySpec;
import io.reinstate.host.Cancellation;
import io.reinstate.storage.Json;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Caddy: the upstreams of one {@code reverse_proxy} handler are replaced through the admin API
 * (https://caddyserver.com/docs/api). Caddy starts the new configuration before it ends the old one
 * gracefully, and answers when the new one serves. A change by anybody else between our reading and
 * our writing is noticed by its ETag.
 */
final class CaddyProxy implements Proxy {

  private static final int TRIES = 5;
  private static final String DIAL = "dial";

  private final ProxySpec.Caddy spec;
  private final Colours colours;
  private final CaddyAdmin admin;

  CaddyProxy(ProxySpec.Caddy spec, Colours colours) {
    this.spec = spec;
    this.colours = colours;
    admin = new CaddyAdmin(spec.admin());
  }

  @Override
  public Serving serving() {
    return serving(handler());
  }

  @Override
  public void leadTo(ColourId colour) {
    for (var i = 0; i < TRIES; i++) {
      var handler = handler();
      if (serving(handler).is(colour)) {
        return;
      }
      Cancellation.check();
      var upstreams = upstreams(handler, colours.upstream(colour));
      if (admin.replace(path() + "/upstreams", upstreams.toString(), handler.tag(), colour)) {
        confirm(colour);
        return;
      }
    }
    throw new ProxyRefused(
        "The configuration of Caddy changed " + TRIES + " times while it was to be switched",
        where(),
        "Find out who changes it, then run the switch again. Nothing was changed.");
  }

  @Override
  public String settle() {
    var kept = parse(admin.read("/config/admin").body()).at("/config/persist").asBoolean(true);
    return kept
        ? "Caddy has saved it: started with --resume it finds it again; without, its own"
            + " configuration file decides."
        : "Caddy does not save its configuration (admin.config.persist is false): after a restart"
            + " its own configuration file decides.";
  }

  private void confirm(ColourId colour) {
    var serving = serving();
    if (!serving.is(colour)) {
      throw new SwitchUnfinished(colour, serving.reason(), where(), null);
    }
  }

  private CaddyAdmin.Value handler() {
    var value = admin.read(path());
    var kind = parse(value.body()).path("handler").asText();
    if (!kind.equals("reverse_proxy")) {
      throw new ProxyRefused(
          "What has the @id " + spec.id() + " in Caddy is no reverse_proxy handler",
          where(),
          "Put the @id on the handler whose upstreams are to be switched.");
    }
    return value;
  }

  private Serving serving(CaddyAdmin.Value handler) {
    var tree = parse(handler.body());
    if (tree.has("dynamic_upstreams")) {
      return Serving.unclear("Caddy finds its upstreams by itself (dynamic_upstreams)");
    }
    return colours.serving(dials(tree.path("upstreams")));
  }

  private static List<String> dials(JsonNode upstreams) {
    return StreamSupport.stream(upstreams.spliterator(), false)
        .map(upstream -> upstream.path(DIAL).asText())
        .toList();
  }

  /** Other settings of the first upstream stay as they are. */
  private ArrayNode upstreams(CaddyAdmin.Value handler, String dial) {
    var factory = JsonNodeFactory.instance;
    var upstream = factory.objectNode();
    if (parse(handler.body()).at("/upstreams/0") instanceof ObjectNode first) {
      upstream.setAll(first);
    }
    return factory.arrayNode().add(upstream.put(DIAL, dial));
  }

  private JsonNode parse(String body) {
    try {
      return Json.MAPPER.readTree(body);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new ProxyRefused(
          "What answers is not the admin API of Caddy",
          where(),
          "Correct the address under «traffic» in the catalog.");
    }
  }

  private String path() {
    return "/id/" + spec.id();
  }

  private String where() {
    return spec.admin() + path();
  }
}
