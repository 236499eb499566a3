package io.reinstate.runbook;

import io.reinstate.catalog.application.Application;
import io.reinstate.rollback.Given;
import io.reinstate.rollback.Inputs;
import io.reinstate.rollback.PlanDraft;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Subject;
import java.util.List;
import org.springframework.stereotype.Component;

/** Another colour serves. */
@Component
public final class TrafficRollback extends Runbook {

  public TrafficRollback() {
    super("traffic-rollback", Inputs.COLOUR);
  }

  @Override
  public Subject subject(Given given) {
    return new Subject.OneColour(given.get(Inputs.COLOUR));
  }

  @Override
  public void plan(PlanDraft draft) {
    draft.switchTraffic(((Subject.OneColour) draft.subject()).id());
  }

  @Override
  public List<String> lacks(Application application) {
    return application.traffic().isEmpty() ? List.of("no traffic in its catalog") : List.of();
  }
}
