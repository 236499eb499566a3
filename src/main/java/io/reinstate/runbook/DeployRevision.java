package io.reinstate.runbook;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.WatchSpec;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.Given;
import io.reinstate.rollback.Inputs;
import io.reinstate.rollback.PlanDraft;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A revision is built, and all the code goes on to it. */
@Component
public final class DeployRevision extends Runbook {

  public DeployRevision() {
    super("deploy-revision", Inputs.REVISION);
  }

  @Override
  public Subject subject(Given given) {
    return new FileSet.Everything();
  }

  @Override
  public void plan(PlanDraft draft) {
    draft.restoreFiles();
    draft.leaveSchema();
  }

  @Override
  public Optional<String> subjectName(Given given) {
    return given.find(Inputs.REVISION);
  }

  @Override
  public boolean isRollback() {
    return false;
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
  public List<String> lacks(Application application) {
    return application.releases().isEmpty() ? List.of("no releases in its catalog") : List.of();
  }
}
