package io.reinstate.runbook;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.WatchSpec;
import io.reinstate.rollback.Given;
import io.reinstate.rollback.PlanDraft;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Subject;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** People carry out the steps of the catalog, one after the other. */
@Component
public final class ManualRollback extends Runbook {

  public ManualRollback() {
    super("manual-rollback");
  }

  @Override
  public Subject subject(Given given) {
    return new Subject.ByHand();
  }

  @Override
  public void plan(PlanDraft draft) {
    draft.carryOutSteps();
  }

  @Override
  public boolean isByHand() {
    return true;
  }

  @Override
  public Duration watch(WatchSpec watch) {
    return watch.everything();
  }

  @Override
  public List<String> next() {
    return List.of();
  }

  @Override
  public List<String> lacks(Application application) {
    return application.checklists().manual().isEmpty()
        ? List.of("no steps by hand in its catalog")
        : List.of();
  }
}
