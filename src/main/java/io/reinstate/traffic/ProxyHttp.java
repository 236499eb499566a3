package io.reinstate.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * One request on a connection of its own. Not by {@link java.net.http.HttpClient}, which neither
 * closes a connection on request nor gives the trailers that Caddy writes its ETag to.
 */
final class ProxyHttp {

  private static final int TIMEOUT = Math.toIntExact(Duration.ofSeconds(5).toMillis());

  private ProxyHttp() {}

  /**
   * What came back.
   *
   * @param header the one that was asked for
   */
  record Answer(int status, String body, Optional<String> header) {}

  /**
   * Asks, and gives the answer of whatever status.
   *
   * @param header the header, or trailer, to look for
   * @throws ProxyUnreachable when no answer comes within 5 s
   */
  static Answer ask(String method, URI url, String header) {
    try {
      var connection = (HttpURLConnection) url.toURL().openConnection(java.net.Proxy.NO_PROXY);
      connection.setRequestMethod(method);
      connection.setRequestProperty("Connection", "close");
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setConnectTimeout(TIMEOUT);
      connection.setReadTimeout(TIMEOUT);
      var status = connection.getResponseCode();
      var body = body(connection, status);
      return new Answer(status, body, Optional.ofNullable(connection.getHeaderField(header)));
    } catch (IOException e) {
      throw new ProxyUnreachable(e.getMessage(), url.toString(), e);
    }
  }

  private static String body(HttpURLConnection connection, int status) throws IOException {
    try (var stream = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return read(stream);
    }
  }

  private static String read(InputStream stream) throws IOException {
    return stream == null ? "" : new String(stream.readAllBytes(), UTF_8);
  }
}
