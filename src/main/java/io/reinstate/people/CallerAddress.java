package io.reinstate.people;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * From where the request comes that this thread serves. The engine checks passwords and does not
 * know; so it is noted where a request comes in.
 */
public final class CallerAddress {

  /** What a password is checked for without a request, such as by a program in this JVM. */
  static final String NONE = "here";

  /** All callers whose address a proxy does not tell. */
  private static final String UNREADABLE = "an address that cannot be read";

  /** Who has one address of IPv6 has these many bytes' worth of them (RFC 6177). */
  private static final int NETWORK_BYTES = 8;

  private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

  private CallerAddress() {}

  /**
   * Notes it for this thread; {@link #forget} ends that.
   *
   * @param address an IP address as text; anything else counts as one and the same address
   */
  public static void note(String address) {
    CURRENT.set(network(address));
  }

  /** The thread serves another request next. */
  public static void forget() {
    CURRENT.remove();
  }

  /** The address, or the first half of one of IPv6. */
  static String current() {
    var address = CURRENT.get();
    return address == null ? NONE : address;
  }

  static String network(String address) {
    if (address == null || !address.matches("[0-9a-fA-F.:]{2,45}")) {
      return UNREADABLE;
    }
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      var whole = InetAddress.getByName(address);
      return whole instanceof Inet6Address
          ? InetAddress.getByAddress(
                      Arrays.copyOf(
                          Arrays.copyOf(whole.getAddress(), NETWORK_BYTES),
                          whole.getAddress().length))
                  .getHostAddress()
              + "/64"
          : whole.getHostAddress();
    } catch (UnknownHostException e) {
      // A proxy wrote something else, such as an address with a port.
      return UNREADABLE;
    }
  }
}
