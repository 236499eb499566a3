package io.reinstate.runbook;

import io.reinstate.rollback.Choices;
import io.reinstate.rollback.Given;
import io.reinstate.rollback.Inputs;
import io.reinstate.rollback.PlanDraft;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Subject;
import java.util.List;
import org.springframework.stereotype.Component;

/** Everything goes back to the newest intact stable snapshot, without asking anybody first. */
@Component
public final class EmergencyRollback extends Runbook {

  public EmergencyRollback() {
    super("emergency-rollback", Inputs.TARGET.from(Choices.STABLE_SNAPSHOTS));
  }

  @Override
  public Subject subject(Given given) {
    // Called by the rollback of a module that failed, it is about that module.
    return Subject.of(given.find(Inputs.MODULE));
  }

  @Override
  public void plan(PlanDraft draft) {
    draft.restoreFiles();
    draft.installDependencies();
  }

  @Override
  public boolean needsApproval() {
    return false;
  }

  @Override
  public boolean endsWatches() {
    return true;
  }

  @Override
  public boolean managesWithoutTarget() {
    return true;
  }

  @Override
  public List<String> next() {
    return List.of("full-restore", "manual-rollback");
  }
}
