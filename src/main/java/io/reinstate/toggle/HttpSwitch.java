package io.reinstate.toggle;

import com.fasterxml.jackson.databind.JsonNode;
import io.reinstate.catalog.application.ToggleSwitch;
import io.reinstate.host.Interrupted;
import io.reinstate.storage.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A switch behind an HTTP API. Redirects are not followed. */
final class HttpSwitch extends RemoteSwitch {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  private final ToggleSwitch.Http spec;

  HttpSwitch(ToggleSwitch.Http spec) {
    super(place(spec.state()), spec.timeout());
    this.spec = spec;
  }

  @Override
  public Optional<String> value() {
    var response = exchange(HttpRequest.newBuilder(spec.state()).GET().build());
    if (response.statusCode() != 200) {
      throw unreachable(spec.state(), "answers " + response.statusCode() + ", expected 200", null);
    }
    try {
      var found = Json.MAPPER.readTree(response.body()).at(spec.pointer());
      return found.isMissingNode() || found.isNull() ? Optional.empty() : Optional.of(text(found));
    } catch (IOException e) {
      throw unreachable(spec.state(), "does not answer in JSON", e);
    }
  }

  @Override
  void send(String value) {
    var body = HttpRequest.BodyPublishers.ofString(new BodyTemplate(spec.body()).with(value));
    var request =
        HttpRequest.newBuilder(spec.url())
            .header("Content-Type", "application/json")
            .method(spec.method(), body)
            .build();
    var status = exchange(request).statusCode();
    if (status < 200 || status > 299) {
      throw new ToggleFailed(
          "The switch refuses «" + value + "»: " + spec.method() + " is answered with " + status,
          place(spec.url()),
          "Look at the log of what answers there, and at the body in the catalog.");
    }
  }

  private String text(JsonNode found) {
    if (found.isContainerNode()) {
      throw unreachable(spec.state(), "has no single value at " + spec.pointer(), null);
    }
    return found.asText();
  }

  private HttpResponse<byte[]> exchange(HttpRequest request) {
    var answer = CLIENT.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      return answer.get(spec.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      var why = "does not answer within " + spec.timeout().toMillis() + " ms";
      throw unreachable(request.uri(), why, e);
    } catch (ExecutionException e) {
      var refused = e.getCause() instanceof ConnectException;
      var why = refused ? "cannot be connected to" : "gives no proper answer: " + e.getCause();
      throw unreachable(request.uri(), why, e.getCause());
    } catch (InterruptedException e) {
      throw Interrupted.during("asking " + place(request.uri()));
    } finally {
      answer.cancel(true);
    }
  }

  private static ToggleUnreachable unreachable(URI url, String why, Throwable cause) {
    return new ToggleUnreachable(
        "The address of the switch " + why,
        place(url),
        "Start what answers there, or correct the address in the catalog.",
        cause);
  }

  /** Without user and query, which may hold secrets. */
  private static String place(URI url) {
    var port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return url.getScheme() + "://" + url.getHost() + port + url.getRawPath();
  }
}
