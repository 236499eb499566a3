package io.reinstate.rollback.plan;

import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.catalog.application.PhaseSpec;
import java.util.List;

/** Which commands bring package dependencies back to what the restored files say. */
public final class Installs {

  private Installs() {}

  /** The commands of these phases, each once. */
  public static List<CommandSpec> commands(List<PhaseSpec> phases) {
    return phases.stream().flatMap(phase -> phase.install().stream()).distinct().toList();
  }
}
