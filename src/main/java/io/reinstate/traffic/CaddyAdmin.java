package io.reinstate.traffic;

import io.reinstate.catalog.application.ColourId;
import io.reinstate.host.Interrupted;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** The admin API of one Caddy. */
final class CaddyAdmin {

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int PRECONDITION_FAILED = 412;

  /** It answers when the new configuration runs. */
  private static final Duration LONGEST_RELOAD = Duration.ofSeconds(30);

  private final URI address;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  CaddyAdmin(URI address) {
    this.address = address;
  }

  /**
   * A part of the configuration.
   *
   * @param tag changes when the part does; empty where Caddy gives none
   */
  record Value(String body, Optional<String> tag) {}

  Value read(String path) {
    var url = address.resolve(path);
    var answer = ProxyHttp.ask("GET", url, "ETag");
    if (answer.status() == OK) {
      return new Value(answer.body(), answer.header());
    }
    var next =
        answer.status() == NOT_FOUND
            ? "Give the handler this @id in Caddy's JSON configuration, or correct the catalog."
            : "Correct the address under «traffic» in the catalog, or what Caddy allows there.";
    throw refused(answer.status(), answer.body(), url, next);
  }

  /**
   * Replaces a part, unless it has changed since it was read.
   *
   * @return whether it is replaced
   */
  boolean replace(String path, String body, Optional<String> tag, ColourId colour) {
    var url = address.resolve(path);
    var request =
        HttpRequest.newBuilder(url)
            .timeout(LONGEST_RELOAD)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(body));
    tag.ifPresent(value -> request.header("If-Match", value));
    var response = send(request.build(), colour);
    if (response.statusCode() != OK && response.statusCode() != PRECONDITION_FAILED) {
      var next = "Correct what Caddy complains about. The old configuration goes on.";
      throw refused(response.statusCode(), response.body(), url, next);
    }
    return response.statusCode() == OK;
  }

  private HttpResponse<String> send(HttpRequest request, ColourId colour) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (ConnectException e) {
      throw new ProxyUnreachable("it takes no connection", request.uri().toString(), e);
    } catch (IOException e) {
      var what = "Caddy gave no answer: " + e.getMessage();
      throw new SwitchUnfinished(colour, what, request.uri().toString(), e);
    } catch (InterruptedException e) {
      throw Interrupted.during("switching Caddy to " + colour);
    }
  }

  private static ProxyRefused refused(int status, String body, URI url, String next) {
    var said = body.isBlank() ? "" : ": " + Quote.of(body);
    return new ProxyRefused("Caddy answers " + status + said, url.toString(), next);
  }
}
