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

/** The files that are configuration go back. */
@Component
public final class ConfigurationRollback extends Runbook {

  public ConfigurationRollback() {
    super("configuration-rollback", Inputs.TARGET);
  }

  @Override
  public Subject subject(Given given) {
    return new FileSet.Configuration();
  }

  @Override
  public void plan(PlanDraft draft) {
    draft.restoreFiles();
    draft.installDependencies();
    draft.showConfiguration();
  }

  @Override
  public boolean reloads() {
    return true;
  }

  @Override
  public List<String> lacks(Application application) {
    return application.configuration().isEmpty()
        ? List.of("no configuration in its catalog")
        : List.of();
  }
}
