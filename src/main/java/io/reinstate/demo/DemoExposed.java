package io.reinstate.demo;

import io.reinstate.ReinstateException;
import java.net.InetAddress;

/**
 * The demo's passwords are in its documentation, so it must not be reachable from other machines.
 */
final class DemoExposed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private DemoExposed(InetAddress address) {
    super(
        "The demo, whose passwords everybody knows, does not listen beyond this machine",
        "server.address is " + (address == null ? "every address" : address.getHostAddress()),
        "Set reinstate.demo.enabled to false, or server.address to 127.0.0.1.");
  }

  static void refuseOn(InetAddress address) {
    if (address == null || !address.isLoopbackAddress()) {
      throw new DemoExposed(address);
    }
  }
}
