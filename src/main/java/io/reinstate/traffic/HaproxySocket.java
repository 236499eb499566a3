package io.reinstate.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reinstate.host.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** The runtime API of one HAProxy: a connection a command. */
final class HaproxySocket {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Path path;

  HaproxySocket(Path path) {
    this.path = path;
  }

  /** Gives an order, to which HAProxy says nothing when it has done it. */
  void order(String command) {
    var answer = ask(command);
    if (!answer.isBlank()) {
      throw new ProxyRefused(
          "HAProxy answers to «" + command + "»: " + Quote.of(answer),
          path.toString(),
          "Correct the catalog, or give the socket the level admin.");
    }
  }

  /** Asks, and gives all of the answer. */
  String ask(String command) {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      channel.write(ByteBuffer.wrap((command + "\n").getBytes(UTF_8)));
      channel.configureBlocking(false);
      return read(channel);
    } catch (IOException | UncheckedIOException e) {
      throw new ProxyUnreachable(e.getMessage(), path.toString(), e);
    }
  }

  private String read(SocketChannel channel) {
    var answer = new ByteArrayOutputStream();
    var whole =
        Deadline.in(TIMEOUT)
            .await(() -> takeAll(channel, answer), Duration.ofMillis(1), Duration.ofMillis(20));
    if (!whole) {
      throw new ProxyUnreachable("no whole answer within 5 s", path.toString(), null);
    }
    return answer.toString(UTF_8);
  }

  /** Takes what is there; tells whether that was the last of it. */
  private static boolean takeAll(SocketChannel channel, ByteArrayOutputStream answer) {
    var buffer = ByteBuffer.allocate(16 * 1024);
    try {
      int count;
      while ((count = channel.read(buffer.clear())) > 0) {
        answer.write(buffer.array(), 0, count);
      }
      return count < 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
