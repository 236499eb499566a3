package io.reinstate.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.host.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Open a session of the database {@code orders}, write ten rows into its table {@code seen} and
 * close it, over and over.
 */
public final class Clients implements AutoCloseable {

  private static final String TABLE =
      "create table if not exists seen (at timestamptz default clock_timestamp())";

  private final TestPostgresql postgresql;
  private final AtomicBoolean going = new AtomicBoolean(true);
  private final AtomicLong written = new AtomicLong();
  private final ExecutorService threads;

  public Clients(TestPostgresql postgresql, int count) {
    this.postgresql = postgresql;
    postgresql.execute("shop", "orders", TABLE);
    threads = Executors.newFixedThreadPool(count);
    for (var i = 0; i < count; i++) {
      threads.execute(this::write);
    }
  }

  private void write() {
    while (going.get()) {
      try (var connection = postgresql.connect("shop", "orders");
          var statement = connection.createStatement()) {
        for (var row = 0; row < 10; row++) {
          statement.execute("insert into seen default values");
          written.incrementAndGet();
        }
      } catch (SQLException e) {
        // Ended or refused: that is what an exchange does. The next round tries again.
      }
    }
  }

  long written() {
    return written.get();
  }

  public void awaitMore(long count) {
    var target = written.get() + count;
    var reached =
        Deadline.in(Duration.ofSeconds(20))
            .await(() -> written.get() >= target, Duration.ofMillis(1), Duration.ofMillis(20));
    assertThat(reached).as("clients go on writing").isTrue();
  }

  @Override
  public void close() throws InterruptedException {
    going.set(false);
    threads.shutdown();
    assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }
}
