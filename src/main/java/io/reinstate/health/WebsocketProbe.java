package io.reinstate.health;

import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.host.Interrupted;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens a WebSocket, says something and listens to the first message. */
final class WebsocketProbe {

  private static final int LONGEST = 1024 * 1024;

  private final HttpClient client = HttpClient.newHttpClient();

  Finding ask(ProbeSpec.Websocket spec) {
    var end = System.nanoTime() + spec.timeout().toNanos();
    var message = new FirstMessage();
    var opening = client.newWebSocketBuilder().buildAsync(spec.url(), message);
    try {
      var socket = within(end, opening);
      if (spec.send().isPresent()) {
        within(end, socket.sendText(spec.send().get(), true));
      }
      if (spec.expect().isEmpty()) {
        return Finding.healthy(spec.name() + " can be opened");
      }
      return judge(spec, within(end, message.text));
    } catch (TimeoutException e) {
      var what = opening.isDone() ? " says nothing within " : " is not opened within ";
      return Finding.unhealthy(spec.name() + what + Durations.of(spec));
    } catch (ExecutionException e) {
      return failed(spec, e.getCause());
    } catch (InterruptedException e) {
      throw Interrupted.during("asking " + spec.name());
    } finally {
      opening.cancel(true);
      opening.whenComplete((socket, failure) -> hangUp(socket));
    }
  }

  private static <T> T within(long end, CompletableFuture<T> answer)
      throws InterruptedException, ExecutionException, TimeoutException {
    return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private static void hangUp(WebSocket socket) {
    if (socket != null) {
      socket
          .sendClose(WebSocket.NORMAL_CLOSURE, "")
          .orTimeout(1, TimeUnit.SECONDS)
          .whenComplete((closed, failure) -> socket.abort());
    }
  }

  private static Finding judge(ProbeSpec.Websocket spec, String text) {
    var expected = spec.expect().orElseThrow();
    return text.contains(expected)
        ? Finding.healthy(spec.name() + " says what is expected")
        : Finding.unhealthy(
            spec.name() + " says " + Finding.quote(text) + ", expected " + Finding.quote(expected));
  }

  private static Finding failed(ProbeSpec.Websocket spec, Throwable cause) {
    var port = spec.url().getPort() < 0 ? "" : ":" + spec.url().getPort();
    var place = spec.name() + " at " + spec.url().getHost() + port;
    if (HttpProbe.unresolved(cause)) {
      return Finding.unknown(place + " cannot be asked: the host name does not resolve");
    }
    if (cause instanceof WebSocketHandshakeException refused && refused.getResponse() != null) {
      var status = refused.getResponse().statusCode();
      return Finding.unhealthy(place + " opens no WebSocket, but answers " + status);
    }
    if (cause instanceof ConnectException) {
      return Finding.unhealthy(place + " refuses the connection");
    }
    var why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return Finding.unhealthy(place + " is no proper WebSocket: " + Finding.quote(why));
  }

  /** The first message, whole or its first MiB. */
  private static final class FirstMessage implements WebSocket.Listener {

    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      parts.append(part);
      if (last || parts.length() > LONGEST) {
        text.complete(parts.toString());
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
      text.complete("binary data");
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      text.completeExceptionally(new IOException("closed with status " + status));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
      text.completeExceptionally(failure);
    }
  }
}
