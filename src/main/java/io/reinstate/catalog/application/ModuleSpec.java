package io.reinstate.catalog.application;

import java.util.List;
import java.util.Optional;

/**
 * A named set of files that can be rolled back on its own.
 *
 * @param title what people call it
 * @param files its patterns, relative to the home directory; all of them are managed files of the
 *     application
 * @param service the service that must be stopped and started to change it
 * @param health how to tell that it works, beyond the health of its service
 */
public record ModuleSpec(
    String title, FilePatterns files, Optional<ServiceId> service, List<ProbeSpec> health) {

  public ModuleSpec {
    health = List.copyOf(health);
  }
}
