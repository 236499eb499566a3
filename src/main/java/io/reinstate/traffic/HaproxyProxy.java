package io.reinstate.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.ProxySpec;
import io.reinstate.host.Cancellation;
import io.reinstate.host.Deadline;
import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * HAProxy: a backend with one server a colour, of which one is ready and the others are in
 * maintenance. The new one is made ready before the old one is taken out, so that there is one at
 * every moment. A server in maintenance takes no new request, not even of a session that sticks to
 * it, and finishes those it has. No connection of a client is closed.
 *
 * <p>Killed between the two, both are ready; a second run takes the other one out.
 */
final class HaproxyProxy implements Proxy {

  private static final Duration LONGEST_COMING_UP = Duration.ofSeconds(5);

  private final ProxySpec.Haproxy spec;
  private final Colours colours;
  private final HaproxySocket socket;

  HaproxyProxy(ProxySpec.Haproxy spec, Colours colours) {
    this.spec = spec;
    this.colours = colours;
    socket = new HaproxySocket(spec.socket());
  }

  @Override
  public Serving serving() {
    var servers = servers();
    colours.upstreams().forEach(name -> find(servers, name));
    return colours.serving(
        servers.stream().filter(HaproxyServer::takesRequests).map(HaproxyServer::name).toList());
  }

  @Override
  public void leadTo(ColourId colour) {
    var servers = servers();
    refuseForeign(servers);
    Cancellation.check();
    open(find(servers, colours.upstream(colour)));
    servers.stream()
        .filter(server -> !server.name().equals(colours.upstream(colour)))
        .filter(server -> colours.upstreams().contains(server.name()))
        .filter(server -> !server.inMaintenance())
        .forEach(server -> order("state maint", server));
    var serving = serving();
    if (!serving.is(colour)) {
      throw new SwitchUnfinished(colour, serving.reason(), where(), null);
    }
  }

  @Override
  public String settle() {
    if (spec.stateFile().isEmpty()) {
      return "A reload or restart of HAProxy forgets it: then the servers' lines in its"
          + " configuration decide. Set stateFile in the catalog to keep it.";
    }
    var file = spec.stateFile().get();
    write(file, socket.ask("show servers state"));
    return "It is kept in "
        + file
        + ": a reload or restart of HAProxy finds it there, if load-server-state-from-file is"
        + " global.";
  }

  /** Makes it ready; takes it out again when HAProxy itself holds it for down. */
  private void open(HaproxyServer server) {
    if (!server.takesRequests()) {
      order("state ready", server);
    }
    if (server.weight() == 0) {
      socket.order("set weight " + name(server) + " 100%");
    }
    var up =
        Deadline.in(LONGEST_COMING_UP)
            .await(
                () -> find(servers(), server.name()).up(),
                Duration.ofMillis(5),
                Duration.ofMillis(100));
    if (!up) {
      if (!server.takesRequests()) {
        order("state maint", server);
      }
      throw new ProxyRefused(
          "HAProxy holds the server " + server.name() + " for down",
          where(),
          "See what its health check finds. Nothing was changed.");
    }
  }

  private void refuseForeign(List<HaproxyServer> servers) {
    var foreign =
        servers.stream()
            .filter(HaproxyServer::takesRequests)
            .map(HaproxyServer::name)
            .filter(name -> !colours.upstreams().contains(name))
            .collect(joining(", "));
    if (!foreign.isEmpty()) {
      throw new ProxyRefused(
          "The backend also leads to " + foreign + ", which is no colour of the catalog",
          where(),
          "Take it out of the backend, or add it to the colours. Nothing was changed.");
    }
  }

  private void order(String what, HaproxyServer server) {
    socket.order("set server " + name(server) + " " + what);
  }

  private String name(HaproxyServer server) {
    return spec.backend() + "/" + server.name();
  }

  private List<HaproxyServer> servers() {
    var answer = socket.ask("show servers state " + spec.backend());
    var servers = HaproxyServer.parse(answer);
    if (servers.isEmpty()) {
      throw new ProxyRefused(
          "HAProxy shows no servers: " + Quote.of(answer),
          where(),
          "Correct the name of the backend in the catalog, or the level of the socket.");
    }
    return servers;
  }

  private HaproxyServer find(List<HaproxyServer> servers, String name) {
    return servers.stream()
        .filter(server -> server.name().equals(name))
        .findFirst()
        .orElseThrow(() -> missing(servers, name));
  }

  private ProxyRefused missing(List<HaproxyServer> servers, String name) {
    var known = servers.stream().map(HaproxyServer::name).collect(joining(", "));
    return new ProxyRefused(
        "The backend has no server " + name + ", only " + known,
        where(),
        "Correct the upstream of the colour in the catalog: it is the name of the server.");
  }

  private void write(Path file, String state) {
    try {
      Durable.write(file, state.getBytes(UTF_8));
    } catch (IOException e) {
      throw new ProxyRefused(
          "The state of the servers cannot be written: " + e,
          file.toString(),
          "The switch itself is done. Let Reinstate write there, then run it again.");
    }
  }

  private String where() {
    return "backend " + spec.backend() + " at " + spec.socket();
  }
}
