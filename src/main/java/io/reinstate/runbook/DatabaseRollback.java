package io.reinstate.runbook;

import io.reinstate.catalog.application.Application;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.Given;
import io.reinstate.rollback.Inputs;
import io.reinstate.rollback.PlanDraft;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Subject;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** One database goes back to its dump in a snapshot. */
@Component
public final class DatabaseRollback extends Runbook {

  public DatabaseRollback() {
    super("database-rollback", Inputs.DATABASE, Inputs.TARGET);
  }

  @Override
  public Subject subject(Given given) {
    return new FileSet.OneDatabase(given.get(Inputs.DATABASE));
  }

  @Override
  public void plan(PlanDraft draft) {
    draft.restoreFiles();
    draft.restoreDatabases(Set.of(((FileSet.OneDatabase) draft.subject()).id()));
  }

  @Override
  public boolean changesDatabases() {
    return true;
  }

  @Override
  public List<String> next() {
    return List.of("full-restore", "manual-rollback");
  }

  @Override
  public List<String> lacks(Application application) {
    return application.databases().isEmpty() ? List.of("no databases in its catalog") : List.of();
  }
}
