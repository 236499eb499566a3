package io.reinstate.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that stay free while their owner is away: below those that the system gives to outgoing
 * connections, and never given twice.
 */
final class Ports {

  private static final int FIRST = 12_000;
  private static final int LAST = 31_000;
  private static final Set<Integer> GIVEN = new HashSet<>();

  private Ports() {}

  static synchronized int free() {
    var port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
    while (GIVEN.contains(port) || !isFree(port)) {
      port = port == LAST ? FIRST : port + 1;
    }
    GIVEN.add(port);
    return port;
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
