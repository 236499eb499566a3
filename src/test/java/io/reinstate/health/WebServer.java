package io.reinstate.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A real server on a free port of the loopback address. */
final class WebServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);

  WebServer() {
    this(0);
  }

  WebServer(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.start();
  }

  /** The same in a process of its own; fails when the port is taken. */
  public static void main(String[] arguments) {
    new WebServer(Integer.parseInt(arguments[0]));
  }

  int port() {
    return server.getAddress().getPort();
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  WebServer answers(String path, int status, String body) {
    return answersAfter(0, path, status, body);
  }

  WebServer answersAfter(long milliseconds, String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          pause(milliseconds);
          var bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    return this;
  }

  WebServer redirects(String path, String to) {
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Location", to);
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    return this;
  }

  /** Lets in whoever posts the password with the key, and repeats what others sent. */
  WebServer letsIn(String path, String key, String password) {
    server.createContext(
        path,
        exchange -> {
          var sent = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          var right =
              exchange.getRequestMethod().equals("POST")
                  && key.equals(exchange.getRequestHeaders().getFirst("Key"))
                  && sent.equals("password=" + password);
          var bytes = (right ? "{\"in\": true}" : "{\"in\": \"" + sent + "\"}").getBytes(UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    return this;
  }

  /** Sends the headers and a first byte, then nothing more. */
  WebServer stallsAfterTheHeaders(String path) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          pause(TimeUnit.MINUTES.toMillis(1));
          exchange.close();
        });
    return this;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void pause(long milliseconds) {
    try {
      closing.await(milliseconds, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
