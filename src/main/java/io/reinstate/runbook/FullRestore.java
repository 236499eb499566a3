package io.reinstate.runbook;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.PhaseSpec;
import io.reinstate.catalog.application.WatchSpec;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.Given;
import io.reinstate.rollback.Inputs;
import io.reinstate.rollback.PlanDraft;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Subject;
import io.reinstate.tree.Difference;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Files, databases and what customers wrote go back to a snapshot. */
@Component
public final class FullRestore extends Runbook {

  public FullRestore() {
    super("full-restore", Inputs.TARGET);
  }

  @Override
  public Subject subject(Given given) {
    return new FileSet.Everything();
  }

  @Override
  public void plan(PlanDraft draft) {
    draft.restoreFilesAndBuilds();
    draft.installDependencies();
    draft.restoreDatabases(draft.application().databases().keySet());
    draft.restoreCustomersFiles();
    draft.compareMachine();
  }

  @Override
  public boolean changesDatabases() {
    return true;
  }

  @Override
  public boolean needsStableSnapshot() {
    return true;
  }

  @Override
  public List<PhaseSpec> installs(Application application, Subject subject, Difference changes) {
    return List.copyOf(application.phases().values());
  }

  @Override
  public Duration watch(WatchSpec watch) {
    return watch.everything();
  }

  @Override
  public List<String> next() {
    return List.of("manual-rollback");
  }
}
