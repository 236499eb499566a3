package io.reinstate.chaos;

import io.reinstate.traffic.Programs;
import io.reinstate.traffic.RunningProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** HAProxy in front of the colours of all applications of a site, if it is installed. */
final class Balancer implements AutoCloseable {

  /** The service of each colour. */
  private static final Map<String, String> COLOURS = Map.of("blue", "web", "green", "green");

  private static final String COMMON =
      """
      global
        stats socket %s mode 600 level admin
      defaults
        mode http
        timeout connect 2s
        timeout client 30s
        timeout server 30s
      """;

  private static final String ONE =
      """
      frontend %1$s-www
        bind 127.0.0.1:%2$d
        default_backend %1$s
      backend %1$s
        server blue 127.0.0.1:%3$d
        server green 127.0.0.1:%4$d disabled
      """;

  private final Path socket;
  private RunningProxy running;

  /** The path of a socket is short by nature. */
  Balancer(String site) {
    socket = Path.of("/tmp", site + "-" + ProcessHandle.current().pid() + ".sock");
  }

  static boolean installed() {
    return Programs.search("haproxy").isPresent();
  }

  Path socket() {
    return socket;
  }

  /** Leads the requests of each to blue. */
  void start(Path directory, List<Subject> subjects) {
    var text = new StringBuilder(COMMON.formatted(socket));
    for (var subject : subjects) {
      text.append(
          ONE.formatted(
              subject.name(),
              subject.proxy(),
              subject.service(COLOURS.get("blue")).port(),
              subject.service(COLOURS.get("green")).port()));
    }
    var configuration = directory.resolve("haproxy.cfg");
    try {
      Files.writeString(configuration, text);
      running =
          new RunningProxy(
              directory,
              subjects.get(0).proxy(),
              List.of(Programs.find("haproxy"), "-db", "-f", configuration.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leads the requests of one back to blue. */
  void leadToBlue(Subject subject) {
    order("set server " + subject.name() + "/blue state ready");
    order("set server " + subject.name() + "/green state maint");
  }

  /** Which service answers behind the proxy. */
  static String serving(Subject subject) {
    return Service.ask(subject.proxy(), "/")
        .map(answer -> answer.path("service").asText())
        .orElse("none");
  }

  private void order(String line) {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
      var answer = ByteBuffer.allocate(1000);
      while (channel.read(answer) >= 0 && answer.hasRemaining()) {}
      var said = new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8).strip();
      if (!said.isEmpty()) {
        throw new IllegalStateException(line + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (running != null) {
      running.close();
    }
    try {
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
