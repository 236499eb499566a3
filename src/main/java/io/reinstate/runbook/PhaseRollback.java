package io.reinstate.runbook;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.PhaseSpec;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.Given;
import io.reinstate.rollback.Inputs;
import io.reinstate.rollback.PlanDraft;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Subject;
import io.reinstate.tree.Difference;
import java.util.List;
import org.springframework.stereotype.Component;

/** The modules that were introduced together go back, with their dependencies. */
@Component
public final class PhaseRollback extends Runbook {

  public PhaseRollback() {
    super("phase-rollback", Inputs.PHASE, Inputs.TARGET);
  }

  @Override
  public Subject subject(Given given) {
    return new FileSet.OnePhase(given.get(Inputs.PHASE));
  }

  @Override
  public void plan(PlanDraft draft) {
    draft.restoreFiles();
    draft.installDependencies();
    draft.compareSchemas();
  }

  @Override
  public List<PhaseSpec> installs(Application application, Subject subject, Difference changes) {
    return List.of(application.phase(((FileSet.OnePhase) subject).id()));
  }

  @Override
  public List<String> lacks(Application application) {
    return application.phases().isEmpty() ? List.of("no phases in its catalog") : List.of();
  }
}
