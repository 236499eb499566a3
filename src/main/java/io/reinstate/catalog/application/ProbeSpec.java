package io.reinstate.catalog.application;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One question about a running application, with the answer that counts as healthy. */
public sealed interface ProbeSpec {

  /** What the probe is called in reports. */
  String name();

  /** How long one try may take. */
  Duration timeout();

  /**
   * An HTTP request.
   *
   * @param url where to ask
   * @param request what is sent; a bare GET when it is empty
   * @param status the expected status code
   * @param headers expected values of response headers, by name
   * @param json expected values by JSON pointer (RFC 6901), compared as text
   * @param body text the answer contains
   * @param latency the longest answer that still counts as healthy; zero means any within the
   *     timeout
   * @param answeredBy who has the port
   */
  record Http(
      String name,
      URI url,
      Optional<Request> request,
      int status,
      Map<String, String> headers,
      Map<String, String> json,
      Optional<String> body,
      Duration latency,
      Optional<AnsweredBy> answeredBy,
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
      this(
          name,
          url,
          Optional.empty(),
          status,
          Map.of(),
          json,
          Optional.empty(),
          latency,
          Optional.empty(),
          timeout);
    }
  }

  /** Who is known to have the port that a probe asks; of nobody known, it is the service's own. */
  enum AnsweredBy {
    /** One of the service's own processes: an answer of anybody else is unhealthy. */
    @JsonProperty("service")
    SERVICE,
    /** Somebody else, whether the service runs or not: a reverse proxy, a socket unit. */
    @JsonProperty("proxy")
    PROXY
  }

  /**
   * What a request sends. {@code ${NAME}} in a header's value and in the body stands for the secret
   * of that name, which is put in as it is.
   *
   * @param method {@code GET}, {@code HEAD} or {@code POST}
   * @param headers by name
   * @param body nothing when it is empty
   * @param secrets looked up when the request is sent, by name
   */
  record Request(
      String method,
      Map<String, String> headers,
      Optional<String> body,
      Map<String, SecretReference> secrets) {

    private static final Pattern NAME = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    /** The names of secrets in a text. */
    public static Stream<String> names(String text) {
      return NAME.matcher(text).results().map(name -> name.group(1));
    }

    /** The text with the secrets in it: keep it out of logs. */
    public static String fill(String text, Map<String, String> secrets) {
      return NAME.matcher(text)
          .replaceAll(name -> Matcher.quoteReplacement(secrets.get(name.group(1))));
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

  /**
   * A TCP connection can be opened.
   *
   * @param answeredBy who has the port
   */
  record Tcp(String name, String host, int port, Optional<AnsweredBy> answeredBy, Duration timeout)
      implements ProbeSpec {

    /** Of a port that is the service's own. */
    public Tcp(String name, String host, int port, Duration timeout) {
      this(name, host, port, Optional.empty(), timeout);
    }
  }

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

  /**
   * A query of a database has the value that is expected.
   *
   * @param database which of the application's
   * @param query reads only; its single value counts
   * @param within what {@code :since} in the query stands for, counted back from now
   * @param expect the value, compared as text
   * @param least the smallest number that is right
   * @param most the largest number that is right
   */
  record Sql(
      String name,
      DatabaseId database,
      String query,
      Optional<Duration> within,
      Optional<String> expect,
      Optional<BigDecimal> least,
      Optional<BigDecimal> most,
      Duration timeout)
      implements ProbeSpec {}

  /**
   * The application tells the git revision that should be there: a tag, or at least the first seven
   * digits of the commit.
   *
   * @param url what answers with it; one of this and {@code file} is there
   * @param file has it in its first line
   * @param pointer where it is, when it comes as JSON (RFC 6901)
   */
  record Revision(
      String name,
      Optional<URI> url,
      Optional<Path> file,
      Optional<String> pointer,
      Duration timeout)
      implements ProbeSpec {}

  /**
   * Managed files equal the manifest of a snapshot.
   *
   * @param against which snapshot
   * @param include files that are compared
   * @param exclude files that are not
   */
  record Files(
      String name, Against against, List<String> include, List<String> exclude, Duration timeout)
      implements ProbeSpec {

    public Files {
      include = List.copyOf(include);
      exclude = List.copyOf(exclude);
    }
  }

  /** What files are compared with. */
  enum Against {
    /**
     * What a restore brought that is not confirmed yet; where there is none, nothing is compared.
     */
    @JsonProperty("restored")
    RESTORED,
    /** The newest snapshot that is marked stable. */
    @JsonProperty("stable")
    STABLE
  }

  /**
   * Something is not much worse than it was while the application was healthy.
   *
   * @param of what is measured; more is worse
   * @param url what is asked, of a latency or a number
   * @param pointer where the number is in the answer (RFC 6901)
   * @param service whose processes are measured; that whose health this is by default
   * @param worse how much more than the baseline is healthy still, in percent of it
   */
  record Baseline(
      String name,
      Measure of,
      Optional<URI> url,
      Optional<String> pointer,
      Optional<ServiceId> service,
      double worse,
      Duration timeout)
      implements ProbeSpec {}

  /** What can be compared with a baseline. */
  enum Measure {
    /** Milliseconds until a GET is answered: the median of up to five. */
    @JsonProperty("latency")
    LATENCY,
    /** A number in a JSON answer. */
    @JsonProperty("number")
    NUMBER,
    /** Percent of one core, over a second. */
    @JsonProperty("cpu")
    CPU,
    /** Resident bytes. */
    @JsonProperty("memory")
    MEMORY
  }
}
