package io.reinstate.health;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Takes the first MiB of a body and hangs up on the rest. */
final class CappedBody implements BodySubscriber<CappedBody.Content> {

  private static final int LIMIT = 1024 * 1024;

  /**
   * What came.
   *
   * @param whole whether that is all of it
   */
  record Content(byte[] bytes, boolean whole) {}

  private final CompletableFuture<Content> content = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Flow.Subscription subscription;

  @Override
  public CompletionStage<Content> getBody() {
    return content;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    buffers.forEach(this::take);
    if (bytes.size() > LIMIT) {
      subscription.cancel();
      content.complete(new Content(new byte[0], false));
    }
  }

  @Override
  public void onError(Throwable failure) {
    content.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    content.complete(new Content(bytes.toByteArray(), true));
  }

  private void take(ByteBuffer buffer) {
    var part = new byte[Math.min(buffer.remaining(), LIMIT + 1 - bytes.size())];
    buffer.get(part);
    bytes.writeBytes(part);
  }
}
