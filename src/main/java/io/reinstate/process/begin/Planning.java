package io.reinstate.process.begin;

import io.reinstate.process.Acts;
import io.reinstate.process.Subjects;
import io.reinstate.process.Variables;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlanText;
import io.reinstate.rollback.PlannedAct.BuildArtifacts;
import io.reinstate.rollback.PlannedAct.ManualStep;
import io.reinstate.rollback.plan.NextLevels;
import io.reinstate.rollback.plan.Planner;
import io.reinstate.rollback.record.Plans;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * Works out what an act would do, pins the target and keeps the plan. It touches nothing. A second
 * run makes a new plan, which needs a decision of its own.
 */
@Component
class Planning {

  private final Acts acts;
  private final Subjects subjects;
  private final Planner planner;
  private final Plans plans;
  private final NextLevels nextLevels;

  Planning(Acts acts, Subjects subjects, Planner planner, Plans plans, NextLevels nextLevels) {
    this.subjects = subjects;
    this.nextLevels = nextLevels;
    this.acts = acts;
    this.planner = planner;
    this.plans = plans;
  }

  /** Makes and keeps the plan of the act, and tells the diagrams and the forms about it. */
  Plan plan(DelegateExecution execution) {
    Variables.REASON.get(execution);
    Variables.MODULE.set(execution, Variables.MODULE.find(execution).orElse(null));
    Variables.DRY_RUN.set(execution, Variables.DRY_RUN.find(execution).orElse(false));
    Variables.FORCED.set(execution, Variables.FORCED.find(execution).orElse(false));
    var request = Subjects.request(subjects.runbook(execution), execution, Optional.empty());
    var plan = planner.plan(acts.application(execution), request, tried(execution));
    Variables.RUNBOOK.set(execution, plan.runbook().id());
    Variables.PLAN.set(execution, plans.keep(Acts.instance(execution), plan));
    Variables.BUILDS.set(execution, !plan.acts(BuildArtifacts.class).isEmpty());
    Variables.MAY_KEEP_DATA.set(execution, plan.mayKeepData());
    Variables.NEXT_LEVEL.set(
        execution, nextLevels.after(plan.runbook(), acts.application(execution)));
    var byHand = plan.acts(ManualStep.class).size();
    Variables.STEP_COUNT.set(execution, byHand == 0 ? null : byHand);
    Variables.PLAN_SUMMARY.set(execution, PlanText.of(plan));
    Variables.TARGET.set(execution, plan.target().map(target -> target.snapshot()).orElse(null));
    return plan;
  }

  private static Set<String> tried(DelegateExecution execution) {
    return Variables.TRIED.find(execution).stream().collect(Collectors.toSet());
  }
}
