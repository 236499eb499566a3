package io.reinstate.catalog;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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
   * @param json expected values by JSON pointer (RFC 6901), compared as text
   * @param latency the longest answer that still counts as healthy; zero means any within the
   *     timeout
   */
  record Http(
      String name,
      URI url,
      int status,
      Map<String, String> json,
      Duration latency,
      Duration timeout)
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
}
