package io.reinstate.rollback;

import io.reinstate.catalog.Application;
import io.reinstate.catalog.CommandSpec;
import java.util.List;

/** Which commands bring package dependencies back to what the restored files say. */
public final class Installs {

  private Installs() {}

  /** Those of the phase, or, of a full restore, those of all phases, each once. */
  public static List<CommandSpec> of(Runbook runbook, Subject subject, Application application) {
    if (subject instanceof FileSet.OnePhase phase) {
      return application.phase(phase.id()).install();
    }
    return runbook == Runbook.FULL_RESTORE
        ? application.phases().values().stream()
            .flatMap(phase -> phase.install().stream())
            .distinct()
            .toList()
        : List.of();
  }
}
