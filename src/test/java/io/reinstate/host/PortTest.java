package io.reinstate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Real sockets of this process. */
class PortTest {

  private static final long SELF = ProcessHandle.current().pid();

  @Test
  void whoListensIsNamedByProcessProgramUserAndSession() throws IOException {
    try (var socket = listen("127.0.0.1")) {
      var port = new Port("127.0.0.1", socket.getLocalPort());

      assertThat(port.isTaken()).isTrue();
      assertThat(port.who())
          .contains("process " + SELF + " («java»)")
          .contains(" of user " + System.getProperty("user.name"))
          .contains(" in session " + ProcessStat.of(SELF).orElseThrow().session());
      assertThat(new Port("127.0.0.2", socket.getLocalPort()).isTaken()).isFalse();
    }
  }

  @Test
  void portThatNobodyHasIsFree() {
    var port = new Port("127.0.0.1", Ports.free());

    assertThat(port.isTaken()).isFalse();
    assertThat(port.listeners()).isEmpty();
  }

  @Test
  void wildcardOfIpv6TakesWhatComesByIpv4() throws IOException {
    assumeTrue(hasIpv6());
    try (var socket = listen("::")) {
      var port = new Port("127.0.0.1", socket.getLocalPort());

      assertThat(port.isTaken()).isTrue();
      assertThat(port.who()).contains("process " + SELF);
    }
  }

  @Test
  void eachAddressOfANameCounts() throws IOException {
    assumeTrue(hasIpv6());
    var addresses = List.of(InetAddress.getAllByName("localhost"));
    assumeTrue(addresses.size() > 1, "localhost has several addresses");
    for (var address : addresses) {
      try (var socket = listen(address.getHostAddress())) {
        assertThat(new Port("localhost", socket.getLocalPort()).isTaken()).isTrue();
      }
    }
  }

  @Test
  void socketsThatShareAPortAreAllFound() throws Exception {
    try (var one = sharing(0);
        var other = sharing(one.getLocalPort())) {
      assertThat(Listener.at(other.getLocalPort())).hasSize(2);
    }
  }

  @Test
  void portOfAnotherMachineIsNotOfThisOne() {
    assertThat(new Port("192.0.2.1", 80).isOfThisMachine()).isFalse();
    assertThat(new Port("no-such-host.invalid", 80).isOfThisMachine()).isFalse();
    assertThat(new Port("192.0.2.1", 80).who()).isEqualTo("somebody on another machine");
  }

  @Test
  void urlWithoutAPortHasThatOfItsScheme() {
    assertThat(Port.of(URI.create("https://shop/x"))).isEqualTo(new Port("shop", 443));
    assertThat(Port.of(URI.create("http://[::1]:85/")).isOfThisMachine()).isTrue();
  }

  @Test
  void addressesStandInTheOrderOfTheMachine() throws IOException {
    assertThat(Listener.address("0100007F")).isEqualTo(InetAddress.getByName("127.0.0.1"));
    assertThat(Listener.address("B80D01200000000067452301EFCDAB89"))
        .isEqualTo(InetAddress.getByName("2001:db8::123:4567:89ab:cdef"));
  }

  private static ServerSocket listen(String address) throws IOException {
    return new ServerSocket(0, 5, InetAddress.getByName(address));
  }

  private static ServerSocket sharing(int port) throws IOException {
    var socket = new ServerSocket();
    socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    socket.bind(new InetSocketAddress("127.0.0.1", port));
    return socket;
  }

  private static boolean hasIpv6() {
    try (var socket = listen("::1")) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
