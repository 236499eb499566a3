package io.reinstate.rollback.plan;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.catalog.application.PhaseSpec;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Subject;
import io.reinstate.tree.Difference;
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
    return commands(phases(runbook, subject, application, changes));
  }

  /** The phases whose commands those are. */
  public static List<PhaseSpec> phases(
      Runbook runbook, Subject subject, Application application, Difference changes) {
    if (runbook.goesToRelease()) {
      return List.of();
    }
    if (subject instanceof FileSet.OnePhase phase) {
      return List.of(application.phase(phase.id()));
    }
    return application.phases().values().stream()
        .filter(phase -> runbook == Runbook.FULL_RESTORE || changes.touches(phase.lockFiles()))
        .toList();
  }

  /** The commands of these phases, each once. */
  public static List<CommandSpec> commands(List<PhaseSpec> phases) {
    return phases.stream().flatMap(phase -> phase.install().stream()).distinct().toList();
  }
}
