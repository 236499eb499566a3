package io.reinstate.rollback;

import io.reinstate.catalog.ApplicationId;
import io.reinstate.catalog.ModuleId;
import io.reinstate.snapshot.SnapshotId;
import java.util.Optional;

/**
 * What somebody asks for.
 *
 * @param runbook which runbook
 * @param application what is rolled back
 * @param module the one module to roll back; empty for the whole application
 * @param target the snapshot to go back to; empty for the newest stable one
 */
public record RollbackRequest(
    Runbook runbook,
    ApplicationId application,
    Optional<ModuleId> module,
    Optional<SnapshotId> target) {

  public RollbackRequest {
    if (runbook == Runbook.MODULE_ROLLBACK && module.isEmpty()) {
      throw new RequestRefused("No module was named", "module", "Choose the module to roll back.");
    }
    target.ifPresent(snapshot -> requireSameApplication(application, snapshot));
  }

  private static void requireSameApplication(ApplicationId application, SnapshotId snapshot) {
    if (!snapshot.application().equals(application)) {
      throw new RequestRefused(
          "Snapshot " + snapshot + " is not one of " + application,
          "target",
          "Choose a snapshot of " + application + ".");
    }
  }
}
