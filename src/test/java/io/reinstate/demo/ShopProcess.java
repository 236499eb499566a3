package io.reinstate.demo;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.ServiceSpec;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A service of the shop's catalog entry, running as it is written there. */
record ShopProcess(Process process, int port, Path log) implements AutoCloseable {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Starts it and waits until it answers, healthy or not. */
  static ShopProcess start(ServiceSpec service, int port) throws IOException {
    var run = (RunSpec.Supervised) service.run();
    Files.createDirectories(run.log().getParent());
    var builder =
        new ProcessBuilder(run.command())
            .directory(run.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(run.log().toFile()));
    builder.environment().putAll(run.environment());
    var started = new ShopProcess(builder.start(), port, run.log());
    await().atMost(Duration.ofSeconds(30)).until(started::answers);
    return started;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return CLIENT.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(get(path).body());
  }

  /** Orders, with an empty body for the featured product. */
  HttpResponse<String> order(String form) throws IOException, InterruptedException {
    var body = HttpRequest.BodyPublishers.ofString(form);
    return CLIENT.send(request("/orders").POST(body).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(10));
  }

  private boolean answers() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("It ended: " + Files.readString(log));
    }
    try {
      return get("/health").statusCode() > 0;
    } catch (ConnectException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
