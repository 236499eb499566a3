package io.reinstate.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Follows the output of a running command on a thread of its own: cuts it into lines, masks them,
 * hands them on, keeps the last ones.
 */
final class Output {

  /** Characters after which a line that does not end is cut. */
  private static final int LONGEST_LINE = 16 * 1024;

  private final SecretMask mask;
  private final Consumer<String> lines;
  private final Tail tail = new Tail();
  private final StringBuilder line = new StringBuilder();
  private final CompletableFuture<Void> finished = new CompletableFuture<>();
  private RuntimeException refusal;

  private Output(SecretMask mask, Consumer<String> lines) {
    this.mask = mask;
    this.lines = lines;
  }

  static Output follow(InputStream stream, SecretMask mask, Consumer<String> lines) {
    var output = new Output(mask, lines);
    var thread = new Thread(() -> output.read(stream), "command-output");
    thread.setDaemon(true);
    thread.start();
    return output;
  }

  /**
   * Waits until all output is read, but no longer than told: a program left behind in the
   * background may keep the pipe open for ever. Fails as the consumer of lines failed.
   */
  void finish(Duration limit) throws InterruptedException {
    try {
      finished.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException("Reading output failed", e.getCause());
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  String text() {
    return tail.text();
  }

  boolean truncated() {
    return tail.truncated();
  }

  private void read(InputStream stream) {
    try (var reader = new InputStreamReader(stream, UTF_8)) {
      var chunk = new char[8192];
      for (int count; (count = reader.read(chunk)) >= 0; ) {
        accept(chunk, count);
      }
    } catch (IOException e) {
      // The stream is closed under us when the process is killed; what came before is kept.
    } finally {
      if (!line.isEmpty()) {
        emit(mask.apply(line.toString()));
      }
      finished.complete(null);
    }
  }

  private void accept(char[] chunk, int count) {
    for (var i = 0; i < count; i++) {
      if (chunk[i] == '\n') {
        emit(mask.apply(line.toString()));
        line.setLength(0);
      } else {
        line.append(chunk[i]);
      }
    }
    if (line.length() > LONGEST_LINE + mask.longest()) {
      cut();
    }
  }

  /** Holds back as much as the longest secret, so that none is cut in two and shown in halves. */
  private void cut() {
    var masked = mask.apply(line.toString());
    var end = Math.max(0, masked.length() - mask.longest());
    emit(masked.substring(0, end));
    line.setLength(0);
    line.append(masked, end, masked.length());
  }

  private void emit(String text) {
    var whole = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    tail.addLine(whole);
    if (refusal != null) {
      return;
    }
    try {
      lines.accept(whole);
    } catch (RuntimeException e) {
      // The command must not block on a full pipe because its listener failed: read on, tell later.
      refusal = e;
    }
  }
}
