package io.reinstate.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Sends what a person could by hand: any method, any path as it is written, any headers. */
final class Sender {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String address;
  private final String login;

  Sender(AttackedReinstate reinstate, String user) {
    address = "http://127.0.0.1:" + reinstate.port();
    login =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":Roll-back-1").getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> json(String method, String path, String body, String... headers) {
    return send(method, path, "application/json", body, headers);
  }

  HttpResponse<String> send(
      String method, String path, String type, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Authorization", login)
            .header("Content-Type", type)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
