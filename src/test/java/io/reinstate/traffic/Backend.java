package io.reinstate.traffic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One colour: a real server that answers with its name, at {@code /slow} after two seconds. */
final class Backend implements AutoCloseable {

  private final String name;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Semaphore slowOnes = new Semaphore(0);

  Backend(String name) throws IOException {
    this.name = name;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, 0));
    server.createContext("/slow", exchange -> answer(exchange, 2000));
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String address() {
    return "127.0.0.1:" + port();
  }

  /** Returns when a slow request has come that was not waited for yet. */
  void awaitSlowRequest() throws InterruptedException {
    if (!slowOnes.tryAcquire(20, TimeUnit.SECONDS)) {
      throw new AssertionError("no slow request came to " + name);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange, long milliseconds) throws IOException {
    if (milliseconds > 0) {
      slowOnes.release();
      pause(milliseconds);
    }
    var body = name.getBytes(US_ASCII);
    var head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(200, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private void pause(long milliseconds) {
    try {
      closing.await(milliseconds, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
