package io.reinstate.host;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A TCP port as the catalog names it.
 *
 * @param host a name or an address; a name may have several addresses
 */
public record Port(String host, int number) {

  private static final int PATIENCE = 1000;

  /** That of a URL with a host, its scheme's own where it names none. */
  public static Port of(URI url) {
    var usual = url.getScheme().endsWith("s") ? 443 : 80;
    return new Port(url.getHost(), url.getPort() < 0 ? usual : url.getPort());
  }

  /** Whether the host is this machine, by any of its addresses. */
  public boolean isOfThisMachine() {
    return own().findAny().isPresent();
  }

  /** Whether anybody takes connections there, at any of its addresses that are this machine's. */
  public boolean isTaken() {
    return own().anyMatch(this::isTaken);
  }

  /**
   * Who listens there; more than one where sockets share the port (SO_REUSEPORT), or where its
   * addresses are different ones. Of another machine, and of what a container or a rule of the
   * firewall answers, nobody is known.
   */
  public List<Listener> listeners() {
    var all = Listener.at(number);
    if (all.isEmpty()) {
      return List.of();
    }
    return own().flatMap(address -> at(address, all)).distinct().toList();
  }

  /** Who listens there, for people. */
  public String who() {
    var listeners = listeners();
    if (!listeners.isEmpty()) {
      return listeners.stream().map(Listener::who).distinct().collect(Collectors.joining("; "));
    }
    return isOfThisMachine()
        ? "somebody whom Reinstate cannot see: a container, or a rule of the firewall"
        : "somebody on another machine";
  }

  @Override
  public String toString() {
    return host + ":" + number;
  }

  private Stream<InetAddress> own() {
    try {
      return Stream.of(InetAddress.getAllByName(host.replaceAll("^\\[|]$", "")))
          .filter(Port::isOwn);
    } catch (UnknownHostException e) {
      return Stream.empty();
    }
  }

  private static boolean isOwn(InetAddress address) {
    try {
      return address.isAnyLocalAddress()
          || address.isLoopbackAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  private boolean isTaken(InetAddress address) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, number), PATIENCE);
      return true;
    } catch (SocketTimeoutException e) {
      // Its queue is full.
      return at(address, Listener.at(number)).findAny().isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Those that take the connections of an address. IPv6's wildcard takes those of IPv4 where nobody
   * does who is nearer.
   */
  private static Stream<Listener> at(InetAddress address, List<Listener> all) {
    var any = address.isAnyLocalAddress();
    var near =
        all.stream()
            .filter(
                each ->
                    any
                        || each.address().equals(address)
                        || each.address().isAnyLocalAddress()
                            && each.address().getClass() == address.getClass())
            .toList();
    return near.isEmpty() && address instanceof Inet4Address
        ? all.stream().filter(each -> each.address().isAnyLocalAddress())
        : near.stream();
  }
}
