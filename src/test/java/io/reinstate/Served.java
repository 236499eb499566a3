package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** What an application serves at a port of this machine. */
final class Served {

  private Served() {}

  /** What it serves, as soon as it answers: nobody verifies a previous version that was started. */
  static String at(int port) {
    return await("it answers at " + port)
        .atMost(Duration.ofMinutes(2))
        .until(() -> answer(port), Optional::isPresent)
        .orElseThrow();
  }

  private static Optional<String> answer(int port) throws InterruptedException {
    try {
      return Optional.of(ask(port, "/").body());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What it answers now, with status 200. */
  static String now(int port, String path) {
    try {
      var answer = ask(port, path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A new client each time: the connections of one lead to the process that has ended. */
  private static HttpResponse<String> ask(int port, String path)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(20))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
