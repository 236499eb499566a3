package io.reinstate.runbook;

import io.reinstate.catalog.application.Application;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.Given;
import io.reinstate.rollback.Inputs;
import io.reinstate.rollback.PlanDraft;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Subject;
import java.util.List;
import org.springframework.stereotype.Component;

/** The files of all modules of one service go back. */
@Component
public final class ServiceRollback extends Runbook {

  public ServiceRollback() {
    super("service-rollback", Inputs.SERVICE, Inputs.TARGET);
  }

  @Override
  public Subject subject(Given given) {
    return new FileSet.OneService(given.get(Inputs.SERVICE));
  }

  @Override
  public void plan(PlanDraft draft) {
    draft.restoreFiles();
    draft.installDependencies();
  }

  @Override
  public List<String> lacks(Application application) {
    return application.services().isEmpty() ? List.of("no services in its catalog") : List.of();
  }
}
