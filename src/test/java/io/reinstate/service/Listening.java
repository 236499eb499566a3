package io.reinstate.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** A program that takes connections at a port and closes them again. */
final class Listening {

  private Listening() {}

  public static void main(String[] arguments) throws IOException {
    var port = Integer.parseInt(arguments[0]);
    try (var socket = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
      while (true) {
        socket.accept().close();
      }
    }
  }

  static List<String> at(int port) {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var classes = System.getProperty("java.class.path");
    return List.of(
        java,
        "-XX:TieredStopAtLevel=1",
        "-cp",
        classes,
        Listening.class.getName(),
        Integer.toString(port));
  }
}
