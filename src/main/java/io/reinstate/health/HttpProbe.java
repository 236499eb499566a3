package io.reinstate.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.host.Interrupted;
import io.reinstate.host.SecretMask;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends one request and judges the whole answer: status, fields, time. */
final class HttpProbe {

  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  /** The body of a good answer (2xx), at most 1 MiB of it. */
  CappedBody.Content fetch(String name, URI url, Duration timeout) throws NotMeasured {
    var response = send(name, HttpRequest.newBuilder(url).build(), timeout);
    if (response.statusCode() / 100 != 2) {
      throw new NotMeasured(
          Finding.unhealthy(name + " answers " + response.statusCode() + ", expected 2xx"));
    }
    return response.body();
  }

  Finding ask(ProbeSpec.Http spec) {
    try {
      var sent = ProbeRequest.of(spec);
      var start = System.nanoTime();
      var response = send(spec.name(), sent.request(), spec.timeout());
      return judge(spec, response, sent.mask(), Duration.ofNanos(System.nanoTime() - start));
    } catch (NotMeasured e) {
      return e.finding();
    }
  }

  private HttpResponse<CappedBody.Content> send(String name, HttpRequest request, Duration timeout)
      throws NotMeasured {
    var answer = client.sendAsync(request, info -> new CappedBody());
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new NotMeasured(
          Finding.unhealthy(name + " does not answer within " + Durations.of(timeout)));
    } catch (ExecutionException e) {
      throw new NotMeasured(failed(name, request.uri(), e.getCause()));
    } catch (InterruptedException e) {
      throw Interrupted.during("asking " + name);
    } finally {
      answer.cancel(true);
    }
  }

  private static Finding judge(
      ProbeSpec.Http spec,
      HttpResponse<CappedBody.Content> response,
      SecretMask mask,
      Duration latency) {
    var answers = spec.name() + " answers " + response.statusCode();
    if (response.statusCode() != spec.status()) {
      return Finding.unhealthy(answers + ", expected " + spec.status());
    }
    var complaint =
        wrongHeader(spec, response, mask)
            .or(() -> new ExpectedJson(spec.json()).complaint(response.body(), mask))
            .or(() -> missingText(spec, response.body()));
    if (complaint.isPresent()) {
      return Finding.unhealthy(spec.name() + ": " + complaint.get());
    }
    var slow = !spec.latency().isZero() && latency.compareTo(spec.latency()) > 0;
    var after = answers + " after " + Durations.of(latency);
    return slow
        ? Finding.unhealthy(after + ", expected at most " + Durations.of(spec.latency()))
        : Finding.healthy(after);
  }

  private static Optional<String> wrongHeader(
      ProbeSpec.Http spec, HttpResponse<CappedBody.Content> response, SecretMask mask) {
    for (var expected : spec.headers().entrySet()) {
      var found = response.headers().allValues(expected.getKey());
      if (!found.contains(expected.getValue())) {
        var is = found.isEmpty() ? "missing" : Finding.quote(mask.apply(String.join(", ", found)));
        var wanted = Finding.quote(expected.getValue());
        return Optional.of(
            "the header " + expected.getKey() + " is " + is + ", expected " + wanted);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> missingText(ProbeSpec.Http spec, CappedBody.Content body) {
    return spec.body()
        .filter(text -> !new String(body.bytes(), UTF_8).contains(text))
        .map(
            text ->
                body.whole()
                    ? "the answer does not contain " + Finding.quote(text)
                    : "the answer is longer than 1 MiB, so it is not searched for "
                        + Finding.quote(text));
  }

  private static Finding failed(String name, URI url, Throwable cause) {
    var port = url.getPort() < 0 ? "" : ":" + url.getPort();
    var place = name + " at " + url.getHost() + port;
    if (unresolved(cause)) {
      return Finding.unknown(place + " cannot be asked: the host name does not resolve");
    }
    if (cause instanceof ConnectException) {
      return Finding.unhealthy(place + " refuses the connection");
    }
    var why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return Finding.unhealthy(place + " gives no proper answer: " + Finding.quote(why));
  }

  static boolean unresolved(Throwable cause) {
    for (var next = cause; next != null; next = next.getCause()) {
      if (next instanceof UnresolvedAddressException || next instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
  }
}
