package io.reinstate.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** HTTP as it goes over the wire, from any address of this machine. */
final class Wire {

  private static final int PATIENCE_MS = 20_000;

  private final int port;
  private final String from;
  private final String host;
  private final SSLContext tls;

  /**
   * @param from address of the loopback network that the server sees as the caller's
   */
  Wire(int port, String from) {
    this(port, from, "127.0.0.1:" + port);
  }

  /**
   * @param host by which the server is called, whatever its name is
   */
  Wire(int port, String from, String host) {
    this(port, from, host, null);
  }

  /**
   * @param tls trusts the certificate of the proxy at the port
   */
  Wire(int port, String from, String host, SSLContext tls) {
    this.port = port;
    this.from = from;
    this.host = host;
    this.tls = tls;
  }

  /** An answer. */
  record Answer(int status, String head, String body) {

    Optional<String> header(String name) {
      return Arrays.stream(head.split("\r\n"))
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst();
    }

    /** What a browser sends back. */
    String cookies() {
      return "Cookie: "
          + Arrays.stream(head.split("\r\n"))
              .filter(line -> line.regionMatches(true, 0, "Set-Cookie:", 0, 11))
              .map(line -> line.substring(11).strip().split(";")[0])
              .collect(Collectors.joining("; "));
    }
  }

  /** Sends a request that has no body. */
  Answer get(String path, String... headers) {
    return send("GET " + path, "", headers);
  }

  /** Sends a request; its length is added. */
  Answer post(String path, String body, String... headers) {
    var all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = "Content-Length: " + body.length();
    return send("POST " + path, body, all);
  }

  /** Logs in to the webapps by their form, as a browser does that has opened the page. */
  Answer logIn(String account, String password, String... headers) {
    var page = get("/camunda/app/tasklist/default/");
    var all = new ArrayList<>(List.of(headers));
    all.add("Content-Type: application/x-www-form-urlencoded");
    all.add(page.cookies());
    all.add("X-XSRF-TOKEN: " + page.cookies().replaceFirst(".*XSRF-TOKEN=([^;]*).*", "$1"));
    return post(
        "/camunda/api/admin/auth/user/default/login/tasklist",
        "username=%s&password=%s".formatted(account, password),
        all.toArray(String[]::new));
  }

  /** Sends exactly this, and reads until the server closes the connection. */
  Answer send(String call, String body, String... headers) {
    var request =
        "%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n%s"
            .formatted(
                call,
                host,
                String.join("", Arrays.stream(headers).map(header -> header + "\r\n").toList()),
                body);
    try (var plain = new Socket()) {
      plain.bind(new InetSocketAddress(from, 0));
      plain.setSoTimeout(PATIENCE_MS);
      plain.connect(new InetSocketAddress("127.0.0.1", port));
      var socket = secured(plain);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var end = answer.indexOf("\r\n\r\n");
      return new Answer(
          Integer.parseInt(answer.split(" ", 3)[1]),
          answer.substring(0, end),
          answer.substring(end + 4));
    } catch (IOException e) {
      throw new UncheckedIOException(call, e);
    }
  }

  private Socket secured(Socket plain) throws IOException {
    return tls == null
        ? plain
        : tls.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
  }

  /** The header of a login. */
  static String login(String account, String password) {
    return "Authorization: Basic "
        + Base64.getEncoder()
            .encodeToString((account + ":" + password).getBytes(StandardCharsets.UTF_8));
  }
}
