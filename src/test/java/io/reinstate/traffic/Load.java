package io.reinstate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.host.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Clients that ask without a pause, half of them on connections they keep. */
public final class Load implements AutoCloseable {

  private static final int CLIENTS = 3;

  /** A request with the time it took, in nanoseconds of the JVM, and the colour that answered. */
  public record Sample(long begin, long end, String colour) {}

  private final int port;
  private final boolean mayBeReset;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger closedUnderUs = new AtomicInteger();
  private volatile boolean over;

  public Load(int port) {
    this(port, false);
  }

  /**
   * @param mayBeReset as in {@link Client}
   */
  Load(int port, boolean mayBeReset) {
    this.port = port;
    this.mayBeReset = mayBeReset;
    for (var i = 0; i < CLIENTS; i++) {
      threads.execute(() -> ask(true));
      threads.execute(() -> ask(false));
    }
  }

  /** Waits for that many more answers. */
  public void awaitAnswers(int more) {
    var before = samples.size();
    assertThat(
            Deadline.in(Duration.ofSeconds(30))
                .await(
                    () -> samples.size() >= before + more || !failures.isEmpty(),
                    Duration.ofMillis(5),
                    Duration.ofMillis(50)))
        .isTrue();
  }

  /** Begins a request of two seconds. */
  Future<String> slow() {
    return threads.submit(
        () -> {
          try (var client = new Client(port, true)) {
            return client.get("/slow");
          }
        });
  }

  public List<Sample> samples() {
    return new ArrayList<>(samples);
  }

  /** Who answered until now, each once: all of them, for no request may fail. */
  public Set<String> colours() {
    assertThat(failures).isEmpty();
    return samples.stream().map(Sample::colour).collect(Collectors.toSet());
  }

  public List<String> failures() {
    return new ArrayList<>(failures);
  }

  /** How often a connection was closed while a request was on its way, and asked again. */
  public int closedUnderUs() {
    return closedUnderUs.get();
  }

  @Override
  public void close() throws InterruptedException {
    over = true;
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }

  private void ask(boolean keepAlive) {
    try (var client = new Client(port, keepAlive, mayBeReset)) {
      while (!over) {
        ask(client);
      }
      closedUnderUs.addAndGet(client.closedUnderUs());
    } catch (IOException e) {
      failures.add("closing: " + e);
    }
  }

  private void ask(Client client) {
    var begin = System.nanoTime();
    try {
      var colour = client.get("/");
      samples.add(new Sample(begin, System.nanoTime(), colour));
    } catch (IOException e) {
      failures.add(e.toString());
    }
  }
}
