package io.reinstate.host;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that stay free while their owner is away: never given twice, and below those that the
 * system gives to outgoing connections. Such a connection keeps its port for a minute after its
 * end, and a server that starts meanwhile finds it taken.
 */
public final class Ports {

  private static final int FIRST = 12_000;
  private static final int LAST = 31_999;

  /** JVMs that test at the same time share no port: one takes the even ones, one the odd ones. */
  private static final int FORK = Integer.getInteger("reinstate.fork", 0) % 2;

  private static final Set<Integer> GIVEN = new HashSet<>();

  private Ports() {}

  public static synchronized int free() {
    var port = ThreadLocalRandom.current().nextInt(FIRST, LAST) / 2 * 2 + FORK;
    while (GIVEN.contains(port) || !isFree(port)) {
      port = port + 2 > LAST ? FIRST + FORK : port + 2;
    }
    GIVEN.add(port);
    return port;
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
