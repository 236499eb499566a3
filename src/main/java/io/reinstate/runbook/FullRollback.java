package io.reinstate.runbook;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.WatchSpec;
import io.reinstate.rollback.Choices;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.Given;
import io.reinstate.rollback.Inputs;
import io.reinstate.rollback.PlanDraft;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** All the code goes back to a known good release, and the schema with it. */
@Component
public final class FullRollback extends Runbook {

  public FullRollback() {
    super("full-rollback", Inputs.REVISION.from(Choices.RELEASES), Inputs.SCHEMA_VERSION);
  }

  @Override
  public Subject subject(Given given) {
    return new FileSet.Everything();
  }

  @Override
  public void plan(PlanDraft draft) {
    draft.restoreFiles();
    draft.migrateSchemaDown();
  }

  @Override
  public boolean goesToRelease() {
    return true;
  }

  @Override
  public boolean changesDatabases() {
    return true;
  }

  @Override
  public boolean migratesSchema() {
    return true;
  }

  @Override
  public Duration watch(WatchSpec watch) {
    return watch.everything();
  }

  @Override
  public List<String> next() {
    return List.of("manual-rollback");
  }

  @Override
  public List<String> lacks(Application application) {
    var lacks = new ArrayList<String>();
    if (application.releases().isEmpty()) {
      lacks.add("no releases in its catalog");
    }
    if (application.migrations().isEmpty()) {
      lacks.add("no migrations in its catalog");
    }
    return lacks;
  }
}
