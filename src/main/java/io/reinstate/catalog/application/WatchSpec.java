package io.reinstate.catalog.application;

import java.time.Duration;

/**
 * How long the application has to stay healthy after a rollback; zero: nobody watches.
 *
 * @param parts after a rollback of a part of it: a module, a service, a phase, the configuration,
 *     toggles, traffic
 * @param code after a rollback of code and after a deployment
 * @param everything after a full restore, a full rollback or a manual rollback
 */
public record WatchSpec(Duration parts, Duration code, Duration everything) {

  /** Where a catalog says nothing. */
  public static final WatchSpec USUAL =
      new WatchSpec(Duration.ZERO, Duration.ofMinutes(5), Duration.ofMinutes(15));
}
