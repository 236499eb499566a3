package io.reinstate.process.failure;

import io.reinstate.ReinstateException;
import io.reinstate.process.Acts;
import io.reinstate.process.Variables;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.Quoted;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Runbooks;
import io.reinstate.rollback.record.Plans;
import io.reinstate.rollback.record.RollbackRecord;
import io.reinstate.rollback.record.Rollbacks;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/**
 * Tells whoever takes over how the application stands in the moment in which the task is made: by
 * the journals and by its services, not by where in which diagram the task is.
 */
@Component
public class TakeOver implements TaskListener {

  private final Acts acts;
  private final Runbooks runbooks;
  private final Rollbacks rollbacks;
  private final Plans plans;
  private final StateAfterFailure standingStill;

  TakeOver(
      Acts acts,
      Runbooks runbooks,
      Rollbacks rollbacks,
      Plans plans,
      StateAfterFailure standingStill) {
    this.runbooks = runbooks;
    this.acts = acts;
    this.rollbacks = rollbacks;
    this.plans = plans;
    this.standingStill = standingStill;
  }

  @Override
  public void notify(DelegateTask task) {
    tell(task.getExecution());
  }

  void tell(DelegateExecution execution) {
    Variables.STATE_NOW.set(
        execution,
        Stream.of(
                changes(execution),
                Quoted.text(standingStill.foreign(acts.application(execution))),
                services(execution),
                targets(execution))
            .filter(told -> !told.isEmpty())
            .collect(Collectors.joining("\n\n")));
  }

  private String changes(DelegateExecution execution) {
    var act = acts.record(execution);
    if (runbooks.find(act.runbook()).filter(Runbook::isByHand).isPresent()) {
      return "What people did by hand is as they left it. Nothing was put back or started by itself.";
    }
    try {
      return standingStill
          .unfinished(acts.application(execution), undone(act).key())
          .map(told -> "Of " + undone(act).key() + ": " + told)
          .orElse(
              Variables.RESTORED.find(execution).orElse(false)
                  ? "What this rollback changed is confirmed, and live."
                  : "Files, data, toggles and traffic are as they were before its last try.");
    } catch (ReinstateException e) {
      return "Nobody can tell what is changed. " + Quoted.text(e.getMessage());
    }
  }

  /** An act that undoes another is asked about that one. */
  private RollbackRecord undone(RollbackRecord act) {
    return rollbacks.undoneBy(act.instance()).map(rollbacks::of).orElse(act);
  }

  private String services(DelegateExecution execution) {
    try {
      return "Services: " + Quoted.text(standingStill.services(acts.application(execution))) + ".";
    } catch (ReinstateException e) {
      return "Nobody can tell what its services do. " + Quoted.text(e.getMessage());
    }
  }

  private String targets(DelegateExecution execution) {
    var targets =
        plans.of(Acts.instance(execution)).stream()
            .map(Plan::target)
            .flatMap(Optional::stream)
            .map(target -> target.snapshot().toString())
            .distinct()
            .collect(Collectors.joining(", "));
    return targets.isEmpty() ? "" : "Planned to go back to: " + Quoted.text(targets) + ".";
  }
}
