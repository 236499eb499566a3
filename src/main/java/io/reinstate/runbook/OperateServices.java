package io.reinstate.runbook;

import io.reinstate.catalog.application.Application;
import io.reinstate.rollback.Given;
import io.reinstate.rollback.Inputs;
import io.reinstate.rollback.PlanDraft;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.ServiceOperation;
import io.reinstate.rollback.Subject;
import java.util.List;
import org.springframework.stereotype.Component;

/** Services start, stop or restart as they are. */
@Component
public final class OperateServices extends Runbook {

  public OperateServices() {
    super("operate-services", Inputs.OPERATION, Inputs.SERVICE);
  }

  @Override
  public Subject subject(Given given) {
    return new Subject.Operated(
        given.find(Inputs.OPERATION).orElseThrow(ServiceOperation::missing),
        given.find(Inputs.SERVICE));
  }

  @Override
  public void plan(PlanDraft draft) {
    draft.operateServices((Subject.Operated) draft.subject());
  }

  @Override
  public boolean needsApproval() {
    return false;
  }

  @Override
  public boolean isRollback() {
    return false;
  }

  @Override
  public List<String> next() {
    return List.of("emergency-rollback", "manual-rollback");
  }

  @Override
  public List<String> lacks(Application application) {
    return application.services().isEmpty() ? List.of("no services in its catalog") : List.of();
  }
}
