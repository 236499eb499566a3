package io.reinstate.process.task;

import io.reinstate.engine.Variable;
import io.reinstate.process.Acts;
import io.reinstate.process.Variables;
import io.reinstate.rollback.PlanText;
import io.reinstate.rollback.Quoted;
import io.reinstate.rollback.record.Plans;
import io.reinstate.rollback.record.RollbackRecord;
import io.reinstate.rollback.record.Rollbacks;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/**
 * What a task's form shows, written for that task alone when it is made: the plan as it is kept,
 * who asked and why as the record has it, and everything that somebody else said as a quotation. No
 * other variable of that name shows through.
 */
@Component
public class ShownInForm {

  /** Reinstate's own words; what they quote is quoted where they are made. */
  private static final Set<Variable<?>> OWN_WORDS =
      Set.of(
          Variables.PLAN_SUMMARY,
          Variables.CHECKLIST_DONE,
          Variables.STATE_NOW,
          Variables.NEXT_LEVEL,
          Variables.STEP_INSTRUCTIONS);

  private final FormFields forms;
  private final Rollbacks rollbacks;
  private final Plans plans;

  ShownInForm(FormFields forms, Rollbacks rollbacks, Plans plans) {
    this.forms = forms;
    this.rollbacks = rollbacks;
    this.plans = plans;
  }

  /** Writes it; {@code form} is the id of the task's form. */
  public void write(DelegateTask task, String form) {
    var record = rollbacks.of(Acts.instance(task.getExecution()));
    forms
        .shown(form)
        .forEach(
            (name, alone) ->
                said(name, task, record)
                    .map(
                        text -> isOwn(name) ? text : alone ? Quoted.block(text) : Quoted.text(text))
                    .ifPresent(text -> task.setVariableLocal(name, atMost4000(text))));
  }

  private Optional<String> said(String name, DelegateTask task, RollbackRecord record) {
    if (name.equals(Variables.REQUESTER.name())) {
      return Optional.of(record.requester());
    }
    if (name.equals(Variables.REASON.name())) {
      return record.reason();
    }
    return name.equals(Variables.PLAN_SUMMARY.name())
        ? Optional.of(plan(task, record))
        : Variable.text(name).find(task);
  }

  private String plan(DelegateTask task, RollbackRecord record) {
    var plan = PlanText.of(plans.kept(record.instance(), Variables.PLAN.get(task)));
    return Variables.FORCED.find(task).orElse(false)
        ? PlanText.noted(
            "It was to be forced, and needs an approval after all: "
                + Variables.FAILURE.find(task).orElse("nobody knows why"),
            plan)
        : plan;
  }

  private static boolean isOwn(String name) {
    return OWN_WORDS.stream().anyMatch(variable -> variable.name().equals(name));
  }

  private static String atMost4000(String text) {
    return text.length() <= 4000 ? text : text.substring(0, 3999) + "…";
  }
}
