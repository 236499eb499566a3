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
import java.util.List;
import org.springframework.stereotype.Component;

/** All the code goes back to a known good release. */
@Component
public final class CodeRollback extends Runbook {

  public CodeRollback() {
    super("code-rollback", Inputs.REVISION.from(Choices.RELEASES));
  }

  @Override
  public Subject subject(Given given) {
    return new FileSet.Everything();
  }

  @Override
  public void plan(PlanDraft draft) {
    draft.restoreFiles();
    draft.compareSchemas();
  }

  @Override
  public boolean goesToRelease() {
    return true;
  }

  @Override
  public boolean reloads() {
    return true;
  }

  @Override
  public Duration watch(WatchSpec watch) {
    return watch.code();
  }

  @Override
  public List<String> next() {
    return List.of("full-rollback", "full-restore", "manual-rollback");
  }

  @Override
  public List<String> lacks(Application application) {
    return application.releases().isEmpty() ? List.of("no releases in its catalog") : List.of();
  }
}
