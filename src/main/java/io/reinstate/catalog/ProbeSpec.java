package io.reinstate.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One question about a running application, with the answer that counts as healthy. */
public sealed interface ProbeSpec {

  /** What the probe is called in reports. */
  String name();

  /** How long one try may take. */
  Duration timeout();

  /**
   * A GET request.
   *
   * @param url where to ask
   * @param status the expected status code
   * @param headers expected values of response headers, by name
   * @param json expected values by JSON pointer (RFC 6901), compared as text
   * @param body text the answer contains
   * @param latency the longest answer that still counts as healthy; zero means any within the
   *     timeout
   */
  record Http(
      String name,
      URI url,
      int status,
      Map<String, String> headers,
      Map<String, String> json,
      Optional<String> body,
      Duration latency,
      Duration timeout)
      implements ProbeSpec {

    /** Of whose answer only status, fields and time matter. */
    public Http(
        String name,
        URI url,
        int status,
        Map<String, String> json,
        Duration latency,
        Duration timeout) {
      this(name, url, status, Map.of(), json, Optional.empty(), latency, timeout);
    }
  }

  /**
   * A WebSocket (RFC 6455) can be opened.
   *
   * @param url a ws or wss URL
   * @param send a text message that is sent first
   * @param expect text the first message from the other side contains; without it none is waited
   *     for
   */
  record Websocket(
      String name, URI url, Optional<String> send, Optional<String> expect, Duration timeout)
      implements ProbeSpec {}

  /** The service's process is alive. Only for a service's own health. */
  record Process(String name, Duration timeout) implements ProbeSpec {}

  /** A TCP connection can be opened. */
  record Tcp(String name, String host, int port, Duration timeout) implements ProbeSpec {}

  /**
   * A command ends with the expected exit status.
   *
   * @param run program and arguments, run in the home directory
   * @param exit the exit status that means healthy
   */
  record Command(String name, List<String> run, int exit, Duration timeout) implements ProbeSpec {}

  /**
   * A log has, or has not, a line with a pattern.
   *
   * @param service whose start counts, and whose log it is; that whose health this is by default
   * @param file absolute; the supervised service's own log by default
   * @param contains a regular expression that is found in some line
   * @param absent a regular expression that is found in no line
   * @param since which lines count
   */
  record Log(
      String name,
      Optional<ServiceId> service,
      Optional<Path> file,
      Optional<String> contains,
      Optional<String> absent,
      Since since,
      Duration timeout)
      implements ProbeSpec {}

  /** From when on lines of a log count. */
  enum Since {
    /**
     * From the last start of the service by Reinstate; for one that other programs look after, from
     * its last stop by Reinstate.
     */
    @JsonProperty("restart")
    RESTART,
    /** All there are, in what was set aside as {@code <log>.1} too. */
    @JsonProperty("beginning")
    BEGINNING
  }

  /**
   * What all processes of a supervised service use together stays within bounds.
   *
   * @param service whose; that whose health this is by default
   * @param cpu percent of one core, measured over a second
   * @param memory resident bytes; memory that processes share counts once for each
   */
  record Resources(
      String name,
      Optional<ServiceId> service,
      Optional<Double> cpu,
      Optional<Long> memory,
      Duration timeout)
      implements ProbeSpec {}
}
