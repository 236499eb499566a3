package io.reinstate.engine;

import io.reinstate.host.Deadline;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * When Reinstate stops: no more steps are begun, running ones may finish for a while, and what
 * still runs then is ended and left to another node, or to the next start, as untried.
 */
@Component
class OrderlyStop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(OrderlyStop.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  /** How long an ended step may take to kill its command and to be written down. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(6);

  private final LeasingJobExecutor executor;
  private final Duration grace;
  private volatile boolean running;

  OrderlyStop(LeasingJobExecutor executor, @Value("${reinstate.stop.grace:20s}") Duration grace) {
    this.executor = executor;
    this.grace = grace;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    executor.shutdown();
    if (!awaitLast(grace)) {
      LOG.info("Ending {} steps that still run; they go on after the stop.", executor.running());
      executor.endAll("Reinstate is stopping");
      awaitLast(LAST_WORDS);
    }
  }

  private boolean awaitLast(Duration limit) {
    return Deadline.in(limit).await(() -> executor.running() == 0, FIRST_PAUSE, LONGEST_PAUSE);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
