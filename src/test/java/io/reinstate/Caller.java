package io.reinstate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Calls Reinstate over HTTP as one of the demo's people. */
public final class Caller {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final String address;
  private final String login;

  public Caller(int port, String user) {
    this.address = "http://127.0.0.1:" + port;
    this.login =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":Roll-back-1").getBytes(StandardCharsets.UTF_8));
  }

  /** An answer: its status and its JSON, missing when it has none. */
  public record Answer(int status, JsonNode json) {

    public String text(String pointer) {
      return json.at(pointer).asText();
    }
  }

  public Answer get(String path) {
    return send("GET", path, "");
  }

  public Answer post(String path, String json) {
    return send("POST", path, json);
  }

  public Answer put(String path, String json) {
    return send("PUT", path, json);
  }

  public Answer delete(String path) {
    return send("DELETE", path, "");
  }

  /** What an address answers that does not speak JSON. */
  public String getText(String path) {
    return call("GET", path, "").body();
  }

  /** The status of an answer, whatever language it speaks. */
  public int status(String method, String path, String body) {
    return call(method, path, body).statusCode();
  }

  private Answer send(String method, String path, String body) {
    return answer(method + " " + path, call(method, path, body));
  }

  private static Answer answer(String request, HttpResponse<String> answer) {
    try {
      return new Answer(
          answer.statusCode(), JSON.readTree(answer.body().isEmpty() ? "null" : answer.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(request, e);
    }
  }

  private HttpResponse<String> call(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(PATIENCE)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Authorization", login)
            .header("Content-Type", "application/json")
            .build();
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
