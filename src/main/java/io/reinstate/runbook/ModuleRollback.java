package io.reinstate.runbook;

import io.reinstate.catalog.application.Application;
import io.reinstate.rollback.Choices;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.Given;
import io.reinstate.rollback.Inputs;
import io.reinstate.rollback.PlanDraft;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Subject;
import java.util.List;
import org.springframework.stereotype.Component;

/** The files of one module go back. */
@Component
public final class ModuleRollback extends Runbook {

  public ModuleRollback() {
    super("module-rollback", Inputs.MODULE, Inputs.REVISION.from(Choices.RELEASES), Inputs.TARGET);
  }

  @Override
  public Subject subject(Given given) {
    return new FileSet.OneModule(given.get(Inputs.MODULE));
  }

  @Override
  public void plan(PlanDraft draft) {
    draft.restoreFiles();
    draft.installDependencies();
    draft.compareSchemas();
  }

  @Override
  public boolean reloads() {
    return true;
  }

  @Override
  public List<String> lacks(Application application) {
    return application.modules().isEmpty() ? List.of("no modules in its catalog") : List.of();
  }
}
