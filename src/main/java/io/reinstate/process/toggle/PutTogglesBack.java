package io.reinstate.process.toggle;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.process.Variables;
import io.reinstate.process.cutover.PlannedServices;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct.SetToggle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Put toggles back»: makes every toggle what it was, whatever becomes of the others, and has the
 * services read them. What fails is told to the person who takes over, and what was kept is given
 * up.
 *
 * <p>A second run finds them put back, restarts nothing that its first one restarted, and reloads
 * again.
 */
@Component
class PutTogglesBack implements JavaDelegate {

  private final Acts acts;
  private final PlannedServices services;

  public PutTogglesBack(Acts acts, PlannedServices services) {
    this.acts = acts;
    this.services = services;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var application = acts.application(execution);
    var plan = acts.plan(execution);
    var ofPlan = acts.changes(execution);
    var failures = new ArrayList<String>();
    tryTo(ofPlan::putBack, failures);
    tryTo(() -> services.readToggles(plan, application, Acts.stepKey(execution)), failures);
    if (!failures.isEmpty() && Variables.UNDOES.find(execution).isPresent()) {
      // Models of before the journal of changes draw no way on from here.
      throw failed(application, plan, failures, Optional.empty());
    }
    ofPlan.abandon();
    if (!failures.isEmpty()) {
      var before = Variables.FAILURE.find(execution);
      throw RollbackError.TOGGLE_FAILED.because(failed(application, plan, failures, before));
    }
  }

  private static void tryTo(Runnable work, List<String> failures) {
    try {
      work.run();
    } catch (ReinstateException e) {
      failures.add(e.getMessage());
    }
  }

  private static TogglesNotPutBack failed(
      Application application, Plan plan, List<String> failures, Optional<String> before) {
    return new TogglesNotPutBack(application, before, failures, plan.acts(SetToggle.class));
  }
}
