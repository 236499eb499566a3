package io.reinstate.cli;

import io.reinstate.SystemClock;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/**
 * The packages that need neither the engine nor its database. Not a {@code @Configuration}, so that
 * the server does not find it.
 */
@ComponentScan({
  "io.reinstate.catalog",
  "io.reinstate.backup",
  "io.reinstate.change",
  "io.reinstate.database",
  "io.reinstate.demo",
  "io.reinstate.exchange",
  "io.reinstate.git",
  "io.reinstate.health",
  "io.reinstate.host",
  "io.reinstate.release",
  "io.reinstate.service",
  "io.reinstate.snapshot",
  "io.reinstate.toggle",
  "io.reinstate.traffic"
})
@ConfigurationPropertiesScan({
  "io.reinstate.cli",
  "io.reinstate.backup",
  "io.reinstate.demo",
  "io.reinstate.release",
  "io.reinstate.snapshot"
})
@Import({SystemClock.class, ActLog.class, ActLock.class, Restoring.class, ChosenSnapshot.class})
final class CommandLineContext {}
