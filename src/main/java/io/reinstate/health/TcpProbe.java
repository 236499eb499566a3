package io.reinstate.health;

import io.reinstate.catalog.application.ProbeSpec;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Opens a connection and closes it again. */
final class TcpProbe {

  private TcpProbe() {}

  static Finding ask(ProbeSpec.Tcp spec) {
    var place = spec.name() + " at " + spec.host() + ":" + spec.port();
    var address = new InetSocketAddress(spec.host(), spec.port());
    if (address.isUnresolved()) {
      return Finding.unknown(place + " cannot be asked: the host name does not resolve");
    }
    try (var socket = new Socket()) {
      socket.connect(address, Math.toIntExact(spec.timeout().toMillis()));
      return Finding.healthy(place + " takes connections");
    } catch (SocketTimeoutException e) {
      return Finding.unhealthy(place + " takes no connection within " + Durations.of(spec));
    } catch (ConnectException e) {
      return Finding.unhealthy(place + " refuses the connection");
    } catch (IOException e) {
      return Finding.unhealthy(place + " cannot be reached: " + e.getMessage());
    }
  }
}
