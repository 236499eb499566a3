package io.reinstate.engine;

import io.reinstate.host.Cancellation;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Renews the lock of a job for as long as its step runs, so that a long step is never run in
 * parallel with itself and a dead node's step is free again soon. A step whose job is gone, because
 * somebody cancelled it, or locked by another node, is ended ({@link Cancellation}).
 *
 * <p>Only the lock's end is moved, not the job's revision. The engine compares that end when a step
 * fails, so it is put back before the failure is handled.
 */
final class JobLease implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JobLease.class);

  /** How long a cancelled step may go on unnoticed. */
  private static final Duration LONGEST_BEAT = Duration.ofSeconds(1);

  private final JdbcClient jdbc;

  /** Keeps locks out of the transaction of the step, which may last for hours. */
  private final TransactionTemplate apart;

  private final Clock clock;
  private final String owner;
  private final Duration length;
  private final StepMeters meters;
  private final Map<String, Held> running = new ConcurrentHashMap<>();
  private final ScheduledExecutorService heartbeat =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "job-lease");
            thread.setDaemon(true);
            return thread;
          });

  JobLease(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      Clock clock,
      String owner,
      Duration length,
      StepMeters meters) {
    this.apart = new TransactionTemplate(transactions);
    apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    this.jdbc = jdbc;
    this.clock = clock;
    this.owner = owner;
    this.length = length;
    this.meters = meters;
  }

  /**
   * Takes the lease of a job and does something with it, unless its lock ran out while it waited
   * for a thread, and it was taken over since, by another node or by this one.
   */
  void ifStillOurs(String job, Consumer<Held> step) {
    var held = new Held(job);
    if (running.putIfAbsent(job, held) != null) {
      return;
    }
    try {
      if (held.take()) {
        step.accept(held);
      } else {
        LOG.info("The step of job {} was taken over while it waited for a thread.", job);
      }
    } finally {
      running.remove(job);
    }
  }

  /** How many steps run on this node now. */
  int running() {
    return running.size();
  }

  /** Ends every step that runs on this node; each can be run again, here or elsewhere. */
  void endAll(String why) {
    running.values().forEach(held -> held.cancellation.cancel(why));
  }

  @Override
  public void close() {
    heartbeat.shutdownNow();
  }

  /** The lease of one job. */
  final class Held {

    private final String job;
    private final Cancellation cancellation = new Cancellation(this::examine);
    private Timestamp original;
    private long renewedAt;
    private boolean over;

    private Held(String job) {
      this.job = job;
    }

    /**
     * Locks the job anew before the engine reads it, for its lock may have run out by now. The new
     * revision has an acquisition fail that saw the old lock.
     */
    private synchronized boolean take() {
      var end = end();
      var ours =
          jdbc.sql(
                  "update ACT_RU_JOB set LOCK_EXP_TIME_ = ?, REV_ = REV_ + 1 where ID_ = ? and LOCK_OWNER_ = ?")
              .params(end, job, owner)
              .update();
      original = end;
      renewedAt = System.nanoTime();
      return ours == 1;
    }

    /** Runs a step under the lease. */
    <T> T during(Supplier<T> step) {
      var pause = Math.min(length.toMillis() / 3, LONGEST_BEAT.toMillis());
      var beat = heartbeat.scheduleWithFixedDelay(this::beat, pause, pause, TimeUnit.MILLISECONDS);
      try {
        return cancellation.during(step);
      } finally {
        beat.cancel(false);
        putBack();
      }
    }

    /**
     * Renews the lock when a third of it is over, and sees that it is still there in between. A
     * database that is away says nothing about the lock; then nobody else can take it either.
     */
    private synchronized void beat() {
      if (over) {
        return;
      }
      try {
        if (isDue()) {
          renew();
        } else if (!isLocked()) {
          lost();
        }
      } catch (DataAccessException e) {
        LOG.warn("Could not renew the lock of job {}; trying again. {}", job, e.getMessage());
      }
    }

    /**
     * Before the step goes on: after a pause of the whole machine no beat may have come yet, and
     * the lock may be another node's.
     */
    private synchronized void examine() {
      if (!over && isDue()) {
        apart.executeWithoutResult(status -> renew());
      }
    }

    private boolean isDue() {
      return System.nanoTime() - renewedAt > length.toNanos() / 3;
    }

    private void renew() {
      var now = System.nanoTime();
      if (move(end()) == 0) {
        lost();
      } else {
        renewedAt = now;
        meters.renewed();
      }
    }

    private void lost() {
      if (cancellation.cancel("The step was cancelled, or another node has taken it over")) {
        meters.lost();
      }
    }

    private synchronized void putBack() {
      over = true;
      try {
        move(original);
      } catch (DataAccessException e) {
        LOG.warn("The lock of job {} ends by itself. {}", job, e.getMessage());
      }
    }

    /** In milliseconds, as the engine reads and compares it. */
    private Timestamp end() {
      return Timestamp.from(clock.instant().plus(length).truncatedTo(ChronoUnit.MILLIS));
    }

    private boolean isLocked() {
      return jdbc.sql("select count(*) from ACT_RU_JOB where ID_ = ? and LOCK_OWNER_ = ?")
              .params(job, owner)
              .query(Integer.class)
              .single()
          > 0;
    }

    private int move(Timestamp end) {
      return jdbc.sql("update ACT_RU_JOB set LOCK_EXP_TIME_ = ? where ID_ = ? and LOCK_OWNER_ = ?")
          .params(end, job, owner)
          .update();
    }
  }
}
