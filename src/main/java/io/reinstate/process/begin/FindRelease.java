package io.reinstate.process.begin;

import io.reinstate.process.Acts;
import io.reinstate.process.Subjects;
import io.reinstate.process.Variables;
import io.reinstate.process.approve.Authority;
import io.reinstate.rollback.plan.SchemaTargets;
import io.reinstate.rollback.plan.WantedReleases;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Find release»: finds the commit of the revision that was named, or of the last known good
 * release, and pins it; for a full rollback the version of the schema too. It runs in the
 * transaction of the start, so that a refusal is seen where the start was pressed. A revision that
 * was named is a commit by now; {@link ClaimApplication} fetched what was not here. Whoever may not
 * force the rollback is refused here too, for the plan is made after the build, when nobody is
 * there to be told.
 *
 * <p>A second run finds the commit of the first.
 */
@Component
class FindRelease implements JavaDelegate {

  private final Acts acts;
  private final WantedReleases wantedReleases;
  private final Subjects subjects;
  private final SchemaTargets schemas;
  private final Authority authority;

  FindRelease(
      Acts acts,
      Subjects subjects,
      WantedReleases wantedReleases,
      SchemaTargets schemas,
      Authority authority) {
    this.subjects = subjects;
    this.authority = authority;
    this.acts = acts;
    this.wantedReleases = wantedReleases;
    this.schemas = schemas;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var runbook = subjects.runbook(execution);
    if (Variables.FORCED.find(execution).orElse(false)) {
      authority.requireForcing(execution, runbook.id());
    }
    var request = Subjects.request(runbook, execution, Variables.REVISION.find(execution));
    var commit = wantedReleases.find(acts.application(execution), request).commit();
    Variables.REVISION.set(execution, commit);
    Variables.RUNBOOK.set(execution, runbook.id());
    Variables.SCHEMA_VERSION.set(
        execution,
        runbook.migratesSchema()
            ? schemas
                .find(acts.application(execution), commit, Variables.SCHEMA_VERSION.find(execution))
                .to()
            : null);
  }
}
