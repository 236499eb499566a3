package io.reinstate.rollback;

import io.reinstate.catalog.Application;
import io.reinstate.catalog.CommandSpec;
import io.reinstate.snapshot.Difference;
import java.util.List;

/** Which commands bring package dependencies back to what the restored files say. */
public final class Installs {

  private Installs() {}

  /**
   * Of a phase its own; of a full restore those of all phases; otherwise those of the phases whose
   * lock files change. Each once. None of a release, which was built with its dependencies.
   */
  public static List<CommandSpec> of(
      Runbook runbook, Subject subject, Application application, Difference changes) {
    if (runbook.goesToRelease()) {
      return List.of();
    }
    if (subject instanceof FileSet.OnePhase phase) {
      return application.phase(phase.id()).install();
    }
    return application.phases().values().stream()
        .filter(phase -> runbook == Runbook.FULL_RESTORE || changes.touches(phase.lockFiles()))
        .flatMap(phase -> phase.install().stream())
        .distinct()
        .toList();
  }
}
