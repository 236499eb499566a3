package io.reinstate.process.verify;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How an application is watched after a rollback; for how long is in the catalog.
 *
 * @param interval from one look to the next
 */
@ConfigurationProperties("reinstate.watch")
record WatchSettings(Duration interval) {

  private static final Duration USUAL = Duration.ofSeconds(10);

  /** The engine's history keeps every look: a long watch looks less often. */
  private static final int MOST_LOOKS = 100;

  WatchSettings {
    interval = interval == null ? USUAL : interval;
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("reinstate.watch.interval is not more than 0s");
    }
  }

  /** The interval of a watch of that length. */
  Duration interval(Duration watch) {
    var longest = watch.dividedBy(MOST_LOOKS);
    return longest.compareTo(interval) > 0 ? longest : interval;
  }
}
