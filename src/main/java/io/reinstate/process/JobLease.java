package io.reinstate.process;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Renews the lock of a job for as long as its step runs, so that a long step is never run in
 * parallel with itself and a dead node's step is free again soon.
 *
 * <p>Only the lock's end is moved, not the job's revision. The engine compares that end when a step
 * fails, so it is put back before the failure is handled.
 */
final class JobLease implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JobLease.class);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final String owner;
  private final Duration length;
  private final ScheduledExecutorService heartbeat =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "job-lease");
            thread.setDaemon(true);
            return thread;
          });

  JobLease(JdbcClient jdbc, Clock clock, String owner, Duration length) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.owner = owner;
    this.length = length;
  }

  /** Runs a step under a lease on its job. */
  <T> T holding(String job, Supplier<T> step) {
    var held = new Held(job);
    var beat =
        heartbeat.scheduleWithFixedDelay(
            held::renew, length.toMillis() / 3, length.toMillis() / 3, TimeUnit.MILLISECONDS);
    try {
      return step.get();
    } finally {
      beat.cancel(false);
      held.putBack();
    }
  }

  @Override
  public void close() {
    heartbeat.shutdownNow();
  }

  private final class Held {

    private final String job;
    private Timestamp original;
    private boolean over;

    Held(String job) {
      this.job = job;
    }

    synchronized void renew() {
      if (over) {
        return;
      }
      try {
        if (original == null) {
          original = lockEnd();
        }
        if (original == null || move(Timestamp.from(clock.instant().plus(length))) == 0) {
          LOG.warn("Lost the lock of job {}: another node may take its step over.", job);
        }
      } catch (DataAccessException e) {
        LOG.warn("Could not renew the lock of job {}; trying again. {}", job, e.getMessage());
      }
    }

    synchronized void putBack() {
      over = true;
      if (original != null) {
        move(original);
      }
    }

    private Timestamp lockEnd() {
      return jdbc.sql("select LOCK_EXP_TIME_ from ACT_RU_JOB where ID_ = ? and LOCK_OWNER_ = ?")
          .params(job, owner)
          .query(Timestamp.class)
          .optional()
          .orElse(null);
    }

    private int move(Timestamp end) {
      return jdbc.sql("update ACT_RU_JOB set LOCK_EXP_TIME_ = ? where ID_ = ? and LOCK_OWNER_ = ?")
          .params(end, job, owner)
          .update();
    }
  }
}
