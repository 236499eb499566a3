package io.reinstate.process;

import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.RollbackRequest;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.SchemaTargets;
import io.reinstate.rollback.WantedReleases;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Find release»: finds the commit of the revision that was named, or of the last known good
 * release, and pins it; for a full rollback the version of the schema too. It runs in the
 * transaction of the start, so that a refusal is seen where the start was pressed. Only a revision
 * that is not here is fetched.
 *
 * <p>A second run finds the commit of the first.
 */
@Component
class FindRelease implements JavaDelegate {

  private final Acts acts;
  private final WantedReleases wantedReleases;
  private final SchemaTargets schemas;

  FindRelease(Acts acts, WantedReleases wantedReleases, SchemaTargets schemas) {
    this.acts = acts;
    this.wantedReleases = wantedReleases;
    this.schemas = schemas;
  }

  @Override
  public void execute(DelegateExecution execution) {
    requireNotForced(execution);
    var runbook = Subjects.runbook(execution);
    var request =
        new RollbackRequest(
            runbook,
            Variables.APPLICATION.get(execution),
            Subjects.of(runbook, execution),
            Variables.TARGET.find(execution),
            Variables.REVISION.find(execution));
    var commit = wantedReleases.find(request).commit();
    Variables.REVISION.set(execution, commit);
    Variables.RUNBOOK.set(execution, runbook.id());
    Variables.SCHEMA_VERSION.set(
        execution,
        runbook == Runbook.FULL_ROLLBACK
            ? schemas
                .find(acts.application(execution), commit, Variables.SCHEMA_VERSION.find(execution))
                .to()
            : null);
  }

  /** Its plan is made after the build, when whoever forces it is no longer there to be asked. */
  private static void requireNotForced(DelegateExecution execution) {
    if (Variables.FORCED.find(execution).orElse(false)) {
      throw new RequestRefused(
          "A rollback to a release from git cannot be forced, for it is built before it is planned",
          "forced",
          "Start it without; somebody else has to approve it. Or go back to a snapshot.");
    }
  }
}
