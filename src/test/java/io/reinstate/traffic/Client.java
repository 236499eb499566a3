package io.reinstate.traffic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/**
 * A client that hides nothing. A connection that was kept alive may be closed by the server while
 * the next request is on its way: then it asks once more (RFC 9112, 9.3.1). One that was never
 * accepted fails, unless the client was told that the server cannot help that.
 */
final class Client implements AutoCloseable {

  private final int port;
  private final boolean keepAlive;
  private final boolean mayBeReset;
  private Socket socket;
  private InputStream input;
  private int closedUnderUs;

  Client(int port, boolean keepAlive) {
    this(port, keepAlive, false);
  }

  /**
   * @param mayBeReset whether it asks once more where a new connection is reset before it is
   *     accepted
   */
  Client(int port, boolean keepAlive, boolean mayBeReset) {
    this.port = port;
    this.keepAlive = keepAlive;
    this.mayBeReset = mayBeReset;
  }

  /** The body; fails for every status but 200. */
  String get(String path) throws IOException {
    var reused = socket != null;
    try {
      return ask(path);
    } catch (NothingCame e) {
      close();
      if (!reused && !mayBeReset) {
        throw e;
      }
      closedUnderUs++;
      return ask(path);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** How often it asked again. */
  int closedUnderUs() {
    return closedUnderUs;
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }

  private static final class NothingCame extends IOException {
    private static final long serialVersionUID = 1L;

    NothingCame(String message) {
      super(message);
    }
  }

  private String ask(String path) throws IOException {
    var first = send(path);
    var head = new StringBuilder().append((char) first);
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      head.append((char) read());
    }
    var headers = head.toString();
    var body = input.readNBytes(length(headers));
    if (!keepAlive || headers.toLowerCase().contains("connection: close")) {
      close();
    }
    if (!headers.startsWith("HTTP/1.1 200 ")) {
      throw new IOException(headers.lines().findFirst().orElseThrow());
    }
    return new String(body, ISO_8859_1);
  }

  private int send(String path) throws IOException {
    try {
      if (socket == null) {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        input = new BufferedInputStream(socket.getInputStream());
      }
      var connection = keepAlive ? "keep-alive" : "close";
      var request = "GET " + path + " HTTP/1.1\r\nHost: shop\r\nConnection: " + connection;
      socket.getOutputStream().write((request + "\r\n\r\n").getBytes(ISO_8859_1));
      return read();
    } catch (IOException e) {
      throw new NothingCame("no byte of an answer: " + e);
    }
  }

  private int read() throws IOException {
    var next = input.read();
    if (next < 0) {
      throw new EOFException();
    }
    return next;
  }

  private static int length(String headers) {
    return headers
        .lines()
        .filter(line -> line.toLowerCase().startsWith("content-length:"))
        .map(line -> Integer.parseInt(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }
}
