package io.reinstate.traffic;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** {@code host:port} in the two forms it has: as people write it, and as a proxy resolved it. */
final class Address {

  private Address() {}

  /**
   * Whether both are the same place.
   *
   * @param written with a name or a number for the host
   * @param shown the same, or with the number the name stands for
   */
  static boolean same(String written, String shown) {
    if (written.equals(shown)) {
      return true;
    }
    var separator = written.lastIndexOf(':');
    var shownSeparator = shown.lastIndexOf(':');
    if (separator <= 0
        || shownSeparator <= 0
        || !written.substring(separator).equals(shown.substring(shownSeparator))) {
      return false;
    }
    return stand(written.substring(0, separator), shown.substring(0, shownSeparator));
  }

  private static boolean stand(String host, String number) {
    if (!number.matches("[0-9.]+|\\[[0-9a-fA-F:.]+]")) {
      return false;
    }
    try {
      return List.of(InetAddress.getAllByName(host)).contains(InetAddress.getByName(number));
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
